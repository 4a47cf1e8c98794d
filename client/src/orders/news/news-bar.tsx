import { Button, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { renewOrders } from "../../lib/cafe/orders.ts";
import { ordersMessages } from "../messages.ts";
import classes from "./news-bar.module.css";
import type { News } from "./use-order-news.ts";

type NewsBarProps = { news: News; onShow: () => void };

/** Tells what others did meanwhile, and shows it on request. It floats over the list's foot and moves nothing. */
export function NewsBar({ news, onShow }: NewsBarProps) {
  const client = useQueryClient();
  const text = news.added > 0 ? ordersMessages.newOrders(news.added) : news.changed ? ordersMessages.ordersChanged : "";
  const show = () => {
    onShow();
    void renewOrders(client);
  };
  return (
    <div role="status" className={classes.news} data-shown={text ? true : undefined}>
      {text && (
        <>
          <Text size="sm" fw={500}>
            {text}
          </Text>
          <Button size="compact-sm" onClick={show}>
            {ordersMessages.show}
          </Button>
        </>
      )}
    </div>
  );
}
