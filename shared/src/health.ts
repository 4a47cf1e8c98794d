import * as Type from "@sinclair/typebox";
import { StringEnum } from "./common.ts";

export const LiveSchema = Type.Object({ state: StringEnum(["live"]) });
export const ReadySchema = Type.Object({ state: StringEnum(["ready"]) });
