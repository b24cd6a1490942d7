package dev.dreq.tools.cli.trace;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kinds of events, as a table names them and as a recording does. */
public enum EventKind {
    REGISTER("register", "dreq.RegisterAccess"),
    DMA("dma", "dreq.DmaTransfer"),
    BUS_ERROR("bus-error", "dreq.BusError"),
    DREQ("dreq", "dreq.DmaRequest"),
    LINE("line", "dreq.InterruptLine"),
    MESSAGE("message", "dreq.InterruptMessage"),
    GUEST_ERROR("guest-error", "dreq.GuestError"),
    FAULT("fault", "dreq.DeviceFault"),
    TARGET_ABORT("target-abort", "dreq.TargetAbort"),
    UNPLUG("unplug", "dreq.Unplug"),
    PLUG("plug", "dreq.Plug"),
    DISPATCH("dispatch", "dreq.IrpDispatch"),
    COMPLETION("completion", "dreq.IrpCompletion"),
    ISR("isr", "dreq.Interrupt"),
    DPC("dpc", "dreq.Dpc"),
    CALL("call", "dreq.DmaOperation"),
    MAPPING("mapping", "dreq.DmaMapping"),
    REGISTERS("registers", "dreq.MapRegisters"),
    IRQL("irql", "dreq.IrqlChange"),
    VIOLATION("violation", "dreq.RuleViolation");

    /** The event by which the flight recorder says that it lost some. */
    public static final String LOST = "jdk.DataLoss";

    private static final Map<String, EventKind> WORDS =
            Arrays.stream(values()).collect(Collectors.toMap(EventKind::word, kind -> kind));
    private static final Map<String, EventKind> EVENTS =
            Arrays.stream(values()).collect(Collectors.toMap(EventKind::event, kind -> kind));

    private final String word;
    private final String event;

    EventKind(String word, String event) {
        this.word = word;
        this.event = event;
    }

    /** What a table calls it. */
    public String word() {
        return word;
    }

    /** The name of the event in a recording. */
    public String event() {
        return event;
    }

    /** The kind that a table calls so. */
    public static Optional<EventKind> of(String word) {
        return Optional.ofNullable(WORDS.get(word));
    }

    /** The kind of an event in a recording; empty if that is not ours. */
    static Optional<EventKind> ofEvent(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }
}
