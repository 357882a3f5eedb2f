package dev.stacksets.internal.document;

import dev.stacksets.plan.PlanAction;
import dev.stacksets.plan.Untouched;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How a place in the grid looks. The sign says the same as the colour, for those who see no colours and for paper.
 *
 * @param name of its class in the style sheet
 * @param sign one character
 */
record PlanStyle(String name, String sign) {
    static final String SHEET = """
            :root{color-scheme:light dark;--ink:#1c2430;--dim:#5d6878;--line:#d9dee6;--paper:#fff;--soft:#f5f7fa}
            @media(prefers-color-scheme:dark){:root{--ink:#e3e8ef;--dim:#98a3b3;--line:#343d4a;--paper:#151a21;--soft:#1d242d}}
            body{font:14px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:80em;margin:2em auto;padding:0 2em}
            h1{font-size:1.5em;font-weight:400;margin:0}
            h2{font-size:1.05em;margin:2em 0 .5em}
            .scope{margin:.3em 0 0}
            .hash{margin:.2em 0 1em;font:12px ui-monospace,monospace;color:var(--dim);overflow-wrap:anywhere}
            .tiles{display:flex;flex-wrap:wrap;gap:.6em;margin:0}
            .tile{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.35em .8em .35em .4em}
            .tile i{margin-right:.5em}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse}
            th{font-weight:600;text-align:left}
            td,th{vertical-align:top}
            .list{width:100%}
            .list th{color:var(--dim);font-weight:400}
            .list td,.list th{padding:.3em 1em .3em 0;border-bottom:1px solid var(--line)}
            .name{white-space:nowrap}
            ul{margin:0;padding-left:1.2em}
            details{max-width:60em}
            summary{cursor:pointer}
            .grid th{font-weight:400;padding-right:1em;white-space:nowrap}
            .grid details[open]{white-space:normal;max-width:40em;font-size:12px}
            .grid .region{vertical-align:bottom;padding:0}
            .grid .region span{writing-mode:vertical-rl;transform:rotate(180deg);padding-top:.4em;color:var(--dim)}
            .grid td{border:2px solid var(--paper);min-width:1.7em}
            .grid td:empty{background:var(--soft)}
            .cell{text-align:center;font-style:normal;font-weight:600;color:#fff}
            i.cell{display:inline-block;min-width:1.6em;border-radius:3px}
            sup{font-size:9px;line-height:0}
            .create{background:#2c7a44}
            .remove{background:#b3261e}
            .define{background:#2b5fad}
            .override{background:#7a3fa0}
            .repair{background:#9a5b00}
            .switch{background:#0f7282}
            .current{background:#dfe5ec;color:#5d6878}
            .foreign{background:#c5ccd6;color:#3d4653}
            .inoperable{background:#3a3f47;color:#ffd7d4}
            @media(prefers-color-scheme:dark){.current{background:#2a323d;color:#98a3b3}.foreign{background:#46505d;color:#dde3ea}.inoperable{background:#5b2320}}
            """;

    static PlanStyle of(PlanGrid.Cell cell) {
        return cell.action() == null ? of(Objects.requireNonNull(cell.reason())) : of(cell.action());
    }

    static PlanStyle of(PlanAction action) {
        return switch (action) {
            case ADD_TARGETS -> new PlanStyle("create", "u");
            case DROP_TARGETS -> new PlanStyle("remove", "u");
            case CREATE_STACK_SET, CREATE -> new PlanStyle("create", "+");
            case REMOVE -> new PlanStyle("remove", "\u2212");
            case CHANGE_DEFINITION, ROLL_OUT -> new PlanStyle("define", "\u0394");
            case OVERRIDE -> new PlanStyle("override", "o");
            case REPAIR -> new PlanStyle("repair", "r");
            case SWITCH_MANAGED_EXECUTION -> new PlanStyle("switch", "m");
        };
    }

    static PlanStyle of(Untouched.Reason reason) {
        return switch (reason) {
            case CURRENT -> new PlanStyle("current", "=");
            case FOREIGN -> new PlanStyle("foreign", "f");
            case INOPERABLE -> new PlanStyle("inoperable", "!");
            case SUSPENDED -> new PlanStyle("foreign", "s");
            case UNKNOWN -> new PlanStyle("foreign", "?");
        };
    }

    /** What happens in a place, for those who point at it. */
    static String words(PlanGrid.Cell cell) {
        if (cell.action() == null) {
            return Objects.requireNonNull(cell.reason()).words();
        }
        String numbers = cell.steps().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, "step %s: %s", numbers, cell.action().words());
    }
}
