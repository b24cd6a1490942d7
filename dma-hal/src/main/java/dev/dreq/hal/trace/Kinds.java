package dev.dreq.hal.trace;

/**
 * The kinds of events, to be asked whether they are recorded; none of these is ever committed. The
 * flight recorder needs a moment to get to know them, so nobody asks before it is in use.
 */
final class Kinds {
    static final IrpDispatchEvent DISPATCHES = new IrpDispatchEvent();
    static final IrpCompletionEvent COMPLETIONS = new IrpCompletionEvent();
    static final InterruptEvent INTERRUPTS = new InterruptEvent();
    static final DpcEvent DPCS = new DpcEvent();
    static final DmaOperationEvent OPERATIONS = new DmaOperationEvent();
    static final DmaMappingEvent MAPPINGS = new DmaMappingEvent();
    static final MapRegistersEvent REGISTERS = new MapRegistersEvent();
    static final IrqlChangeEvent IRQLS = new IrqlChangeEvent();
    static final RuleViolationEvent VIOLATIONS = new RuleViolationEvent();

    private Kinds() {}
}
