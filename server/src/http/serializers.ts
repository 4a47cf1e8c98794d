import { SerializerSelector } from "@fastify/fast-json-stringify-compiler";
import type { FastifySerializerCompiler } from "fastify";
import fp from "fastify-plugin";

type Serializer = ReturnType<FastifySerializerCompiler<unknown>>;

// that of every app: a schema always gives the same one
const serializers = new Map<string, Serializer>();

/** Fastify compiles a serializer for each status of each route, four hundred in all. Most are the error envelope's. */
export const serializersPlugin = fp(
  async (app) => {
    const compile = SerializerSelector()();
    app.setSerializerCompiler<Record<string, unknown>>(({ schema, ...route }) => {
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
