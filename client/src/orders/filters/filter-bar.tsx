import { ORDER_STATUSES, type OrderStatus } from "@cafe-app-ai/shared/orders";
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { cafeMessages } from "../../components/cafe/messages.ts";
import { isFiltered, type ListState, NO_FILTERS } from "../list-state.ts";
import { ordersMessages } from "../messages.ts";
import { categoriesQuery } from "../queries.ts";
import type { List } from "../use-list.ts";
import { ChoiceFilter } from "./choice-filter.tsx";
import { DateFilter } from "./date-filter.tsx";
import { FilterChip } from "./filter-chip.tsx";
import classes from "./filters.module.css";
import { messages } from "./messages.ts";
import { SearchField } from "./search-field.tsx";

const statuses = ORDER_STATUSES.map((value) => ({ value, label: cafeMessages.orderStatuses[value] }));
const sorts = Object.entries(messages.sorts).map(([value, label]) => ({ value, label }));

type FilterBarProps = { list: ListState; change: List["change"]; withSorting: boolean };

/** What narrows the list; each filter stands for itself and they stack. On a phone, which has no header, sorting too. */
export function FilterBar({ list, change, withSorting }: FilterBarProps) {
  const { data: categories = [] } = useQuery(categoriesQuery);
  const fixed = { status: list.view === "pending" || list.view === "refunded", date: list.view === "today" };

  return (
    <search aria-label={messages.filters} className={classes.filters}>
      {/* One word is one step back, not one for each key. */}
      <SearchField q={list.q} onChange={(q) => change({ q }, { replace: list.q !== undefined && q !== undefined })} />
      {!fixed.status && (
        <ChoiceFilter
          name={cafeMessages.orderFields.status}
          value={list.status}
          choices={statuses}
          onChange={(status) => change({ status: status as OrderStatus | undefined })}
        />
      )}
      <ChoiceFilter
        name={cafeMessages.orderFields.category}
        value={list.category}
        choices={categories.map(({ category, orders }) => ({ value: category, label: category, count: orders }))}
        none={messages.noCategories}
        onChange={(category) => change({ category })}
      />
      {list.item !== undefined && (
        <FilterChip
          name={cafeMessages.orderFields.item}
          value={list.item}
          onRemove={() => change({ item: undefined })}
        />
      )}
      {!fixed.date && <DateFilter days={list} onChange={change} />}
      {isFiltered(list) && (
        <Button variant="subtle" size="compact-sm" onClick={() => change(NO_FILTERS)}>
          {ordersMessages.clearFilters}
        </Button>
      )}
      {withSorting && (
        <NativeSelect
          aria-label={messages.sortBy}
          size="xs"
          className={classes.order}
          data={sorts}
          value={`${list.sort} ${list.order}`}
          onChange={({ currentTarget: { value } }) => {
            const [sort, order] = value.split(" ") as [ListState["sort"], ListState["order"]];
            change({ sort, order });
          }}
        />
      )}
    </search>
  );
}
