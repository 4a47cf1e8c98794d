import { SerializerSelector } from "@fastify/fast-json-stringify-compiler";
import type { FastifySerializerCompiler } from "fastify";
import fp from "fastify-plugin";

type Serializer = ReturnType<FastifySerializerCompiler<unknown>>;

/** Compiles each response schema once. Fastify compiles one for each status of each route, and most are the error envelope. */
export const serializersPlugin = fp(
  async (app) => {
    const compile = SerializerSelector()();
    const serializers = new Map<string, Serializer>();
    app.setSerializerCompiler<Record<string, unknown>>(({ schema, ...route }) => {
      // all that tells one status's error envelope from another's
      const { description: _, ...shape } = schema;
      const key = JSON.stringify(shape);
      const serializer =
        serializers.get(key) ?? compile({ ...route, schema: shape, httpStatus: route.httpStatus ?? "" });
      serializers.set(key, serializer);
      return serializer;
    });
  },
  { name: "serializers" },
);
