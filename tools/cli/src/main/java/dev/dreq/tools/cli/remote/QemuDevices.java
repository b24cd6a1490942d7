package dev.dreq.tools.cli.remote;

import dev.dreq.plugin.settings.Quantity;
import dev.dreq.tools.cli.line.DeviceList;
import dev.dreq.tools.cli.line.NamedOptions;
import dev.dreq.tools.cli.line.Syntax;
import dev.dreq.tools.cli.line.UsageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Devices by our names, as QEMU's command line has them. */
record QemuDevices(DeviceList list) {
    private static final String DISPLAY = "display";
    private static final long DEFAULT_VRAM = 16L << 20;
    private static final long SMALLEST_VRAM = 1L << 20;
    private static final long LARGEST_VRAM = 256L << 20;

    /** What QEMU is to be told; its pc has DMA controllers and a floppy controller anyhow. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        for (NamedOptions device : list.devices()) {
            Map<String, String> settings = new LinkedHashMap<>(device.properties());
            switch (device.name()) {
                case "i8237" -> {}
                case "fdc" -> {
                    drive(0, "a", settings, arguments);
                    drive(1, "b", settings, arguments);
                }
                case DISPLAY -> display(settings, arguments);
                default ->
                        throw new UsageException(
                                "%s %s: a QEMU has no such device here; it has i8237, fdc and display"
                                        .formatted(Syntax.DEVICE, device.name()));
            }
            settings.keySet().stream()
                    .findFirst()
                    .ifPresent(
                            name -> {
                                throw new UsageException(
                                        "%s %s: QEMU's has no setting %s here"
                                                .formatted(Syntax.DEVICE, device.name(), name));
                            });
        }
        return arguments;
    }

    private static void drive(
            int unit, String drive, Map<String, String> settings, List<String> arguments) {
        String image = settings.remove("drive-" + drive);
        String readOnly = settings.remove("readonly-" + drive);
        if (image != null) {
            arguments.add("-drive");
            arguments.add(
                    "if=floppy,index=%d,format=raw,readonly=%s,file=%s"
                            .formatted(
                                    unit,
                                    readOnly == null ? "off" : readOnly,
                                    image.replace(",", ",,")));
        }
    }

    private static void display(Map<String, String> settings, List<String> arguments) {
        arguments.add("-device");
        arguments.add("bochs-display,vgamem=%d".formatted(videoMemory(settings)));
        settings.remove("vram");
    }

    /** Bytes of video memory of the display adapter. */
    long videoMemory() {
        return list.devices().stream()
                .filter(device -> device.name().equals(DISPLAY))
                .findFirst()
                .map(device -> videoMemory(device.properties()))
                .orElse(0L);
    }

    private static long videoMemory(Map<String, String> settings) {
        String text = settings.get("vram");
        if (text == null) {
            return DEFAULT_VRAM;
        }
        return Quantity.size(text)
                .filter(bytes -> bytes >= SMALLEST_VRAM && bytes <= LARGEST_VRAM)
                .filter(bytes -> Long.bitCount(bytes) == 1)
                .orElseThrow(
                        () ->
                                new UsageException(
                                        "%s display: vram=%s is not possible; it takes a power of two, 1M..256M"
                                                .formatted(Syntax.DEVICE, text)));
    }

    /** The types of all devices. */
    List<String> types() {
        return list.devices().stream().map(NamedOptions::name).toList();
    }
}
