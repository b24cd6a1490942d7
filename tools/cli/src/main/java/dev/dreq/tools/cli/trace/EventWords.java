package dev.dreq.tools.cli.trace;

import java.time.Instant;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedThread;
import org.jspecify.annotations.Nullable;

/** Puts an event of a recording into words. */
final class EventWords {
    private static final String DRIVERS = "\\Driver\\";
    private static final String KERNEL = "kernel";
    private static final long NANOS = 1_000_000_000;

    private EventWords() {}

    static TraceEvent read(EventKind kind, RecordedEvent event) {
        long duration = event.hasField("virtualDuration") ? event.getLong("virtualDuration") : 0;
        String driver = driver(event);
        Instant wallTime = event.getStartTime();
        @Nullable RecordedThread thread = event.getThread();
        return new TraceEvent(
                kind,
                event.getLong("virtualTime"),
                event.getLong("sequence"),
                duration,
                text(event, "device"),
                driver,
                event.hasField("irp") ? event.getLong("irp") : 0,
                number(kind, event),
                event.hasField("address") ? event.getLong("address") : 0,
                event.hasField("length") ? event.getLong("length") : 0,
                begins(kind, event),
                name(kind, event),
                (what(kind, event) + took(duration)).replaceAll("\\s*\\R\\s*", " "),
                wallTime.getEpochSecond() * NANOS + wallTime.getNano(),
                thread == null ? "" : thread.getJavaName());
    }

    private static String driver(RecordedEvent event) {
        String driver = text(event, "driver");
        if (driver.isEmpty()) {
            return event.hasField("driver") ? KERNEL : "";
        }
        return driver.startsWith(DRIVERS) ? driver.substring(DRIVERS.length()) : driver;
    }

    private static String text(RecordedEvent event, String field) {
        @Nullable String text = event.hasField(field) ? event.getString(field) : null;
        return text == null ? "" : text;
    }

    private static String took(long duration) {
        return duration == 0 ? "" : ", took " + VirtualTime.words(duration) + " us";
    }

    private static int number(EventKind kind, RecordedEvent event) {
        return switch (kind) {
            case DMA, BUS_ERROR, DREQ -> event.getInt("channel");
            case LINE, ISR -> event.getInt("input");
            case MESSAGE -> event.getInt("vector");
            case IRQL -> event.getInt("to");
            case REGISTER,
                    GUEST_ERROR,
                    FAULT,
                    TARGET_ABORT,
                    UNPLUG,
                    PLUG,
                    DISPATCH,
                    COMPLETION,
                    DPC,
                    CALL,
                    MAPPING,
                    REGISTERS,
                    VIOLATION ->
                    -1;
        };
    }

    private static boolean begins(EventKind kind, RecordedEvent event) {
        return switch (kind) {
            case DREQ, LINE -> event.getBoolean("level");
            case DISPATCH -> event.getBoolean("first");
            case REGISTER,
                    DMA,
                    BUS_ERROR,
                    MESSAGE,
                    GUEST_ERROR,
                    FAULT,
                    TARGET_ABORT,
                    UNPLUG,
                    PLUG,
                    COMPLETION,
                    ISR,
                    DPC,
                    CALL,
                    MAPPING,
                    REGISTERS,
                    IRQL,
                    VIOLATION ->
                    false;
        };
    }

    private static String name(EventKind kind, RecordedEvent event) {
        return switch (kind) {
            case REGISTER -> (event.getBoolean("write") ? "write " : "read ") + register(event);
            case DMA -> "DMA " + event.getLong("length");
            case BUS_ERROR -> text(event, "status");
            case DREQ -> "DREQ " + event.getInt("channel");
            case LINE -> "IRQ " + event.getInt("input");
            case MESSAGE -> "message %02x".formatted(event.getInt("vector"));
            case GUEST_ERROR -> "guest error";
            case FAULT -> "fault";
            case TARGET_ABORT -> "target abort";
            case UNPLUG -> "unplug";
            case PLUG -> "plug";
            case DISPATCH -> text(event, "major");
            case COMPLETION -> "IoCompleteRequest";
            case ISR -> "ISR";
            case DPC -> "DPC";
            case CALL -> text(event, "routine");
            case MAPPING -> "mapping " + event.getLong("length");
            case REGISTERS ->
                    "map registers %s: %d".formatted(text(event, "action"), event.getInt("count"));
            case IRQL -> text(event, "name");
            case VIOLATION -> text(event, "code");
        };
    }

    private static String register(RecordedEvent event) {
        String register = text(event, "register");
        return register.isEmpty()
                ? place(text(event, "window"), event.getLong("offset"))
                : register;
    }

    private static String place(String window, long offset) {
        return offset == 0 ? window : "%s+%x".formatted(window, offset);
    }

    private static String what(EventKind kind, RecordedEvent event) {
        return switch (kind) {
            case REGISTER -> access(event);
            case DMA -> transfer(event);
            case BUS_ERROR ->
                    "%s at %08x + %d"
                            .formatted(
                                    text(event, "status"),
                                    event.getLong("address"),
                                    event.getLong("length"));
            case DREQ -> "DREQ %d %s".formatted(event.getInt("channel"), moves(event));
            case LINE -> "interrupt input %d %s".formatted(event.getInt("input"), moves(event));
            case MESSAGE -> "interrupt message %02x".formatted(event.getInt("vector"));
            case GUEST_ERROR -> text(event, "what");
            case FAULT -> text(event, "reason");
            case TARGET_ABORT ->
                    "%s %s ends in a target abort"
                            .formatted(
                                    event.getBoolean("write") ? "write" : "read", register(event));
            case UNPLUG -> "unplugged: its wires fall, its windows float";
            case PLUG -> "plugged in";
            case DISPATCH -> dispatch(event);
            case COMPLETION ->
                    "%s, information %d"
                            .formatted(text(event, "status"), event.getLong("information"));
            case ISR ->
                    "%s %s at %s: %s"
                            .formatted(
                                    event.getBoolean("message") ? "message" : "input",
                                    Integer.toString(
                                            event.getInt("input"),
                                            event.getBoolean("message") ? 16 : 10),
                                    text(event, "irql"),
                                    text(event, "result"));
            case DPC -> ("at DISPATCH_LEVEL " + text(event, "result")).strip();
            case CALL ->
                    "%s on %s at %s"
                            .formatted(
                                    text(event, "routine"),
                                    text(event, "adapter"),
                                    text(event, "irql"));
            case MAPPING ->
                    "logical %08x + %d %s device through %s"
                            .formatted(
                                    event.getLong("address"),
                                    event.getLong("length"),
                                    event.getBoolean("toDevice") ? "to" : "from",
                                    text(event, "adapter"));
            case REGISTERS ->
                    "%d map registers %s on %s, base %x"
                            .formatted(
                                    event.getInt("count"),
                                    text(event, "action"),
                                    text(event, "adapter"),
                                    event.getLong("base"));
            case IRQL ->
                    "%s to %s"
                            .formatted(
                                    event.getInt("to") > event.getInt("from")
                                            ? "raised"
                                            : "lowered",
                                    text(event, "name"));
            case VIOLATION -> "%s: %s".formatted(text(event, "code"), text(event, "message"));
        };
    }

    private static String moves(RecordedEvent event) {
        return event.getBoolean("level") ? "rises" : "falls";
    }

    private static String access(RecordedEvent event) {
        int digits = 2 * event.getInt("size");
        long value = event.getLong("value");
        return event.getBoolean("write")
                ? ("write %s <- %0" + digits + "x").formatted(register(event), value)
                : ("read %s -> %0" + digits + "x").formatted(register(event), value);
    }

    private static String transfer(RecordedEvent event) {
        int channel = event.getInt("channel");
        String status = text(event, "status");
        return "%08x + %d %s memory%s%s"
                .formatted(
                        event.getLong("address"),
                        event.getLong("length"),
                        event.getBoolean("toMemory") ? "to" : "from",
                        channel < 0 ? "" : " through channel " + channel,
                        status.equals("OK")
                                ? ""
                                : ", %s after %d".formatted(status, event.getLong("moved")));
    }

    private static String dispatch(RecordedEvent event) {
        String parameters = text(event, "parameters");
        return "%s%s, to %s -> %s"
                .formatted(
                        text(event, "major"),
                        parameters.isEmpty() ? "" : ", " + parameters,
                        text(event, "device"),
                        text(event, "result"));
    }
}
