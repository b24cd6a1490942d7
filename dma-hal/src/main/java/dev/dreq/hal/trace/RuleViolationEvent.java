package dev.dreq.hal.trace;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A driver broke a rule. */
@Name("dreq.RuleViolation")
@Label("Rule Violation")
@Description("A driver broke a rule.")
final class RuleViolationEvent extends KernelEvent {

    @Label("Code")
    String code = "";

    @Label("Message")
    String message = "";
}
