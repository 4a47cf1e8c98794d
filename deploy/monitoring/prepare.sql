-- What postgres_exporter needs: a role that reads statistics and nothing else, and each statement's own.
\set ON_ERROR_STOP on
\getenv password MONITORING_PASSWORD
create extension if not exists pg_stat_statements;
select 'create role monitoring login in role pg_monitor' where to_regrole('monitoring') is null \gexec
alter role monitoring password :'password';
