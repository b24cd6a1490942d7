package dev.dreq.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.plugin.cpu.EventOrder;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.isa.IsaClaim;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventTraceTest {
    private static final List<String> EVENTS =
            List.of("RegisterAccess", "InterruptLine", "DeviceFault", "GuestError");

    @TempDir Path folder;

    private final Machine machine =
            TestCard.machine(
                    TestCard.of(
                            "card",
                            slot ->
                                    slot.map(
                                            "regs",
                                            RegisterBlock.of(
                                                    4,
                                                    AccessSizes.BYTES,
                                                    Register.named("STATUS", 0, 1)
                                                            .reset(0x80)
                                                            .onWrite(
                                                                    level ->
                                                                            slot.irq("irq")
                                                                                    .set(
                                                                                            level
                                                                                                    != 0)),
                                                    Register.named("BOOM", 1, 1)
                                                            .onWrite(
                                                                    any -> {
                                                                        throw new IllegalStateException(
                                                                                "boom");
                                                                    }))),
                            IsaClaim.ports("regs", 4, 0x300),
                            IsaClaim.irq("irq", 5)));

    private void program() {
        machine.cpu().in8(0x300);
        machine.cpu().out8(0x300, 1);
        machine.cpu().in8(0x303);
        machine.cpu().out8(0x301, 7);
    }

    private static String words(RecordedEvent event) {
        String at = event.getLong("virtualTime") + " #" + event.getLong("sequence") + " ";
        return switch (event.getEventType().getName()) {
            case "dreq.RegisterAccess" ->
                    at
                            + "%s %s '%s'+%d %s %x"
                                    .formatted(
                                            event.getString("device"),
                                            event.getBoolean("write") ? "write" : "read",
                                            event.getString("register"),
                                            event.getLong("offset"),
                                            event.getString("window"),
                                            event.getLong("value"));
            case "dreq.InterruptLine" ->
                    at
                            + "line %s %d %s"
                                    .formatted(
                                            event.getString("device"),
                                            event.getInt("input"),
                                            event.getBoolean("level"));
            default -> at + event.getString("device") + " " + event.getString("reason");
        };
    }

    @Test
    void registersBearNamesAndEventsHaveAnOrder() throws IOException {
        List<RecordedEvent> events = new ArrayList<>();
        try (Recording recording = new Recording()) {
            EVENTS.forEach(name -> recording.enable("dreq." + name));
            recording.start();
            program();
            recording.stop();
            Path file = folder.resolve("x.jfr");
            recording.dump(file);
            events.addAll(RecordingFile.readAllEvents(file));
        }
        events.removeIf(event -> !event.getEventType().getName().startsWith("dreq."));
        events.sort(Comparator.comparingLong(event -> event.getLong("sequence")));
        assertEquals(
                List.of(
                        "0 #0 card0 read 'STATUS'+0 regs 80",
                        "1000 #1 card0 write 'STATUS'+0 regs 1",
                        "1000 #2 line card0 5 true",
                        "2000 #3 card0 read ''+3 regs ff",
                        "3000 #4 card0 write 'BOOM'+1 regs 7",
                        "3000 #5 card0 java.lang.IllegalStateException: boom"),
                events.stream().map(EventTraceTest::words).limit(6).toList());
    }

    @Test
    void nothingIsNumberedWhileNobodyRecords() {
        program();
        EventOrder order = machine.cpu().capability(EventOrder.class).orElseThrow();
        assertEquals(0, order.next());
        assertEquals(1, machine.bus().capability(EventOrder.class).orElseThrow().next());
    }
}
