// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/replayctl/commands.h"

namespace replay::ctl {

// One command, one paragraph.
// clang-format off
const std::vector<CommandSpec>& commandSpecs()
{
    static const std::vector<CommandSpec> specs{
        {"new", "W", "makes a workspace; refuses a folder that exists", "", 1, 1,
         {{"--seed", "N", "where every random value comes from (default 42)"},
          {"--private", "", "keys from the operating system instead of the seed"},
          {"--choreography", "", "no orchestrator: in a purchase the services react to each other's events"}},
         runNew},
        {"import", "W FILE", "reads a UCI Online Retail CSV (.csv, .csv.gz) as orders, or takes up a log exported as CloudEvents",
         "Customers become users, stock codes with a sale become products (opening stock: the units the file sells), invoices\n"
         "become orders at the time of their dates, cancellations returns of the customer's latest orders with such goods.\n"
         "Run again, it goes on where it stopped and imports nothing twice.\n"
         "A file of CloudEvents, as `events --format cloudevents` writes it (one a line, or one array; packed with gzip or not), becomes\n"
         "the workspace it was exported from: the same events, tables and read models, and it goes on from there. W is new, or does not\n"
         "exist yet; all of the file is taken or nothing. With the seed of that workspace `digest` says the same.",
         2, 2,
         {{"--limit-invoices", "N", "only the first N invoices of the file"},
          {"--opening-stock", "FACTOR", "opening stock = units sold × FACTOR, rounded down (default 1)"},
          {"--fast", "", "wait for no disk: a power cut while it runs may spoil the workspace (a kill does not)"},
          {"--seed", "N", "the seed, for a workspace in which nothing has happened yet"}},
         runImport},
        {"run", "W [SCENARIO.json]", "runs a scenario, or what is unfinished, until nothing is left to do",
         "With a scenario: the workspace must be new, or run this same scenario already (then it goes on). At the end the\n"
         "scenario's \"expect\" is checked; exit code 1 when one of them fails.",
         1, 2,
         {{"--seed", "N", "instead of the scenario's seed"},
          {"--speed", "max|FACTOR", "model time to real time (default max: as fast as the machine goes)"},
          {"--fault", "SPEC", "breaks something, e.g. lost_reply:service=payment,probability=0.05", true},
          {"--pitfall", "NAME", "does what a naive implementation does, e.g. no_compensation", true}},
         runRun},
        {"command", "W NAME JSON", "runs one command, prints its result and the events it caused", "", 3, 3,
         {{"--expected-version", "N", "refuse (exit code 3) unless the aggregate is at this version"},
          {"--id", "UUID", "the command's id; the same id again is answered with the first receipt"}},
         runCommand},
        {"query", "W NAME [JSON]", "asks a read model: ProductQuery, OrderQuery, SearchProducts, CustomerOrders, …",
         "A query may wait until its model has reached a position, to read what was written just now. How much it is behind, where\n"
         "it is, is said on standard error; with --json --with-position the rows come in an object that says so.",
         2, 3,
         {{"--wait-for", "POS", "answer only once the model has reached this position"},
          {"--after-command", "UUID", "answer only once the model has what this command caused (its id, as `command` prints it)"},
          {"--patience", "SECONDS", "how long to wait for another process that runs the workspace (default 10)"},
          {"--with-position", "", "with --json: {projection, position, lag, …, rows} instead of an array of rows"}},
         runQuery},
        {"events", "W", "the log in global order", "", 1, 1,
         {{"--after", "POS", "only events after this position"},
          {"--limit", "N", "at most so many"},
          {"--type", "T", "only this event type"},
          {"--aggregate", "ID", "only this aggregate"},
          {"--correlation", "ID", "only this business case"},
          {"--causation", "ID", "only what this event or message caused"},
          {"--service", "S", "only this service's"},
          {"--format", "F", "table, jsonl, csv or cloudevents (CloudEvents 1.0, one a line)"}},
         runEvents},
        {"aggregate", "W ID", "the state of an aggregate, with its version", "", 2, 2,
         {{"--version", "N", "as it was at this version"},
          {"--at", "TIME", "as it was at this time, e.g. 2026-01-05T08:00:10Z"},
          {"--no-snapshots", "", "fold every event"},
          {"--compare", "", "reach the state both ways, with snapshots and by folding every event; exit code 1 where they differ"}},
         runAggregate},
        {"projections", "W [list | show NAME | verify NAME | rebuild NAME | cancel NAME | replay NAME | pause NAME | resume NAME | slow NAME | "
                        "parked [NAME] | retry NAME STREAM | skip NAME STREAM | history [NAME]]",
         "the read models",
         "rebuild: beside the live rows, which it replaces when it has caught up; interrupted, it goes on where it was; cancel gives it\n"
         "up. replay: drops the rows and starts again in place. An event that a read model cannot take is tried four times, then parked\n"
         "with what depends on it (its stream's later events first of all); parked lists them, retry takes them up again in order, skip\n"
         "leaves out the one that failed. history: what was done to it.",
         1, 4,
         {{"--at", "POSITION", "show: the rows as they were at a past position"},
          {"--limit", "N", "show, parked, history: at most so many"},
          {"--per-second", "N", "slow: at most so many events a second of model time; 0: as fast as it can"},
          {"--fixed", "", "retry: disarm the fault that poisoned the stream first"},
          {"--reason", "TEXT", "skip: why; it is recorded"}},
         runProjections},
        {"sagas", "W [list | show ID | retry ID | pause ID | resume ID | resolve ID | abort ID | export [ID]]", "the sagas and each of their steps; what an operator can do with one",
         "retry tries a failed step again, now; pause holds a saga until resume; resolve declares a stuck compensation made good by\n"
         "hand; abort undoes a saga that still goes forwards, and gives up the compensation of a stuck one. Each is kept as an event.\n"
         "Exit code 1 where the saga cannot take the action, or is stuck again afterwards. export writes traces that Jaeger (otlp) or Perfetto opens.",
         1, 3,
         {{"--status", "S", "list: started, completed, compensating, failed, stuck or paused"},
          {"--limit", "N", "list, export: at most so many, newest first"},
          {"--format", "F", "export: otlp (OpenTelemetry's JSON, the default) or perfetto (Chrome's trace events)"},
          {"--reason", "TEXT", "resolve, abort: why, in words (needed); kept with the saga"}},
         runSagas},
        {"services", "W [list | schema SERVICE | sql SERVICE STATEMENT]", "the services and their databases; sql is read-only", "", 1, 4, {}, runServices},
        {"why", "W WHAT", "the chain of causes: at most eight lines, ending at the fault, the switch or the rule, else at who began it",
         "WHAT is a position, the id of an event, saga, command or aggregate, an order number, an invariant (streams, money, stock, sagas,\n"
         "folds, deliveries: its first violation) or a row as table/key. --not asks what did not come next, and what prevented it.",
         2, 2, {{"--not", "", "why not: the state not reached, the event never appended, and the guard, fault or switch behind it"}}, runWhy},
        {"provenance", "W TABLE KEY | W --event ID", "which events wrote a row, through which handlers; or every row that an event wrote",
         "TABLE is a read model or its lookup table, or a service's table (order.orders, inventory.stock_items). KEY is the row's key; where a\n"
         "row has no key of its own, the owner's id and the row's part or place, as --event prints it (…/1). --event takes an id or a\n"
         "position, and looks through every database: tables, outbox, inbox, log and read models. Nothing of it is recorded: it is folded again.",
         1, 3, {{"--event", "ID", "an event's id or position: every row that it wrote"}}, runProvenance},
        {"verify", "W", "checks every invariant; exit code 1 where one is violated", "", 1, 1, {}, runVerify},
        {"digest", "W", "the SHA-256 of the event log", "", 1, 1, {}, runDigest},
        {"branch", "W NEW", "makes a what-if branch: a workspace that is W up to a position and then goes its own way",
         "Everything recorded in W runs again from the start, up to the position, which is checked. With nothing changed the branch is\n"
         "the whole system as of that position. What is skipped or amended counts from its own place in the past.",
         2, 2,
         {{"--at", "POSITION", "where it forks (default 0: at the start)"},
          {"--fault", "SPEC", "breaks something from there on", true},
          {"--pitfall", "NAME", "does what a naive implementation does, from there on", true},
          {"--skip-event", "ID", "this event does not happen", true},
          {"--skip-command", "ID", "this command is not sent (its message id: the causation_id of what it caused)", true},
          {"--amend-command", "ID=JSON", "this command says something else", true}},
         runBranch},
        {"diff", "W OTHER", "where the logs of two workspaces part, and what each has more of from there on", "", 2, 2, {}, runDiff},
        {"gaps", "[SAGA]", "tries every gap of a saga: one crash or loss at a time, how it ended, and whether every invariant holds",
         "SAGA is OrderProcessing (default) or OrderReturn. Needs no workspace; exit code 1 where a trial ends badly.", 0, 1,
         {{"--seed", "N", "where every random value comes from (default 42)"},
          {"--choreography", "", "the purchase that nobody orchestrates"}}, runGaps},
    };
    return specs;
}
// clang-format on

}  // namespace replay::ctl
