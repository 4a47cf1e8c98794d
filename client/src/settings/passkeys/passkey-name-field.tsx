import { TextInput, type TextInputProps } from "@mantine/core";
import classes from "../../components/form/field.module.css";
import { messages } from "./messages.ts";

export const PasskeyNameField = (props: TextInputProps) => (
  <TextInput className={classes.field} label={messages.name} autoComplete="off" size="md" {...props} />
);
