# Completion of replayctl for bash.

_replayctl_fault_kinds="refuse error no_reply lost_request lost_reply duplicate delay reorder crash_before_commit
    crash_after_commit service_down orchestrator_crash partition database_busy database_slow database_full
    database_readonly poison_event compensation_failure"
_replayctl_pitfalls="dual_write shared_database synchronous_read_model no_compensation non_idempotent_consumer
    no_optimistic_concurrency no_timeout anaemic_events"
_replayctl_services="user product order inventory payment saga"

# Words that may stand after "replayctl COMMAND WORKSPACE", by command.
_replayctl_arguments() {
    case $1 in
    projections) echo "list show verify parked history rebuild replay cancel pause resume slow retry skip" ;;
    sagas) echo "list show retry pause resume resolve abort export" ;;
    services) echo "list schema sql" ;;
    query) echo "ProductQuery OrderQuery SearchProducts CustomerOrders" ;;
    esac
}

_replayctl_options() {
    case $1 in
    new) echo "--seed --private --choreography" ;;
    run) echo "--seed --speed --fault --pitfall" ;;
    import) echo "--limit-invoices --opening-stock --fast --seed" ;;
    command) echo "--expected-version --id" ;;
    events) echo "--after --limit --type --aggregate --correlation --causation --service --format" ;;
    aggregate) echo "--version --at --no-snapshots --compare" ;;
    projections) echo "--at --limit --per-second --fixed --reason" ;;
    query) echo "--wait-for --after-command --patience --with-position" ;;
    sagas) echo "--status --limit --reason --format" ;;
    gaps) echo "--seed --choreography" ;;
    why) echo "--not" ;;
    provenance) echo "--event" ;;
    branch) echo "--at --fault --pitfall --skip-event --skip-command --amend-command" ;;
    esac
    echo "--json --help"
}

_replayctl() {
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]:-}
    local commands="new run import command query events aggregate projections sagas services why provenance verify digest branch diff gaps"
    COMPREPLY=()
    if [[ $COMP_CWORD -eq 1 ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$commands --help --version" -- "$word")
        return
    fi
    case $previous in
    --format) mapfile -t COMPREPLY < <(compgen -W "table jsonl csv cloudevents" -- "$word"); return ;;
    --status) mapfile -t COMPREPLY < <(compgen -W "started completed compensating failed stuck paused" -- "$word"); return ;;
    --service | schema | sql) mapfile -t COMPREPLY < <(compgen -W "$_replayctl_services" -- "$word"); return ;;
    --fault) mapfile -t COMPREPLY < <(compgen -S : -W "$_replayctl_fault_kinds" -- "$word"); return ;;
    --pitfall) mapfile -t COMPREPLY < <(compgen -W "$_replayctl_pitfalls" -- "$word"); return ;;
    --speed) mapfile -t COMPREPLY < <(compgen -W "max 1 2 4 8 16" -- "$word"); return ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_replayctl_options "$command")" -- "$word")
    elif [[ $COMP_CWORD -eq 2 ]]; then
        mapfile -t COMPREPLY < <(compgen -d -- "$word")
        compopt -o filenames
    elif [[ $COMP_CWORD -eq 3 && -n $(_replayctl_arguments "$command") ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_replayctl_arguments "$command")" -- "$word")
    else
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        compopt -o filenames
    fi
}
complete -F _replayctl replayctl
