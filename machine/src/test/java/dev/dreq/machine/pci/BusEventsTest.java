package dev.dreq.machine.pci;

import static dev.dreq.machine.pci.ConfigCycles.MEMORY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.io.AccessSizes;
import dev.dreq.plugin.io.Register;
import dev.dreq.plugin.io.RegisterBlock;
import dev.dreq.plugin.pci.PciBar;
import dev.dreq.plugin.pci.PciSlot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the flight recorder tells of functions that come, go and abort. */
class BusEventsTest {
    private static final long HERE = 0xe000_0000L;

    @TempDir Path folder;

    private final List<PciSlot> slots = new ArrayList<>();
    private final Machine machine =
            PciCard.machine(
                    new PciCard(
                            "card",
                            PciCard.function(new PciBar(0, PciBar.Kind.MEMORY, 4096)),
                            slot -> {
                                slots.add(slot);
                                slot.map(
                                        0,
                                        RegisterBlock.of(
                                                4096,
                                                AccessSizes.ANY,
                                                Register.named("CTRL", 8, 4)
                                                        .onWrite(value -> slot.targetAbort())));
                            }));

    private static String words(RecordedEvent event) {
        String words = "%s %s".formatted(event.getEventType().getName(), event.getString("device"));
        return event.hasField("register")
                ? "%s %s %s+%x %d %s"
                        .formatted(
                                words,
                                event.getString("register"),
                                event.getString("window"),
                                event.getLong("offset"),
                                event.getInt("size"),
                                event.getBoolean("write"))
                : words;
    }

    @Test
    void unpluggingPluggingAndTargetAbortsAreEvents() throws IOException {
        ConfigCycles config = new ConfigCycles(machine.bus());
        config.bar(2, 0, HERE);
        config.command(2, MEMORY);
        Path file = folder.resolve("x.jfr");
        try (Recording recording = new Recording()) {
            List.of("Unplug", "Plug", "TargetAbort")
                    .forEach(name -> recording.enable("dreq." + name));
            recording.start();
            machine.bus().store32(HERE + 8, 1);
            slots.get(0).targetAbort();
            machine.devices().get(0).unplug();
            machine.devices().get(0).unplug();
            machine.plug("card", Map.of());
            recording.stop();
            recording.dump(file);
        }
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(file));
        events.removeIf(event -> !event.getEventType().getName().startsWith("dreq."));
        events.sort(Comparator.comparingLong(event -> event.getLong("sequence")));
        assertEquals(
                List.of(
                        "dreq.TargetAbort card0 CTRL bar0+8 4 true",
                        "dreq.Unplug card0",
                        "dreq.Plug card0"),
                events.stream().map(BusEventsTest::words).toList());
        machine.close();
    }
}
