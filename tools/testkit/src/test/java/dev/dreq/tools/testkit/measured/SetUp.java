package dev.dreq.tools.testkit.measured;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The machine on which a row runs: the DMA controllers and a floppy controller, both as QEMU has
 * them.
 *
 * @param a what is in the first drive
 * @param b what is in the second drive
 * @param memory in bytes
 * @param rom whether a ROM of F4 bytes ends the first MiB
 */
record SetUp(Medium a, Medium b, long memory, boolean rom) {

    private static final int ROM = 0xf0000;
    private static final long MIB = 1 << 20;

    /** Reads the words of a row. */
    static SetUp of(List<String> words) {
        SetUp setUp = new SetUp(Medium.DISK, Medium.NONE, 128 * MIB, false);
        for (String word : words) {
            setUp = setUp.with(word);
        }
        return setUp;
    }

    private SetUp with(String word) {
        String[] part = word.split("=", 2);
        return switch (part[0]) {
            case "a" -> new SetUp(Medium.named(part[1]), b, memory, rom);
            case "b" -> new SetUp(a, Medium.named(part[1]), memory, rom);
            case "memory" -> new SetUp(a, b, mebibytes(part[1]), rom);
            case "rom" -> new SetUp(a, b, memory, true);
            default -> throw new IllegalArgumentException("no set-up word " + word);
        };
    }

    private static long mebibytes(String size) {
        if (!size.endsWith("M")) {
            throw new IllegalArgumentException("a memory size ends in M, not " + size);
        }
        return Long.parseLong(size.substring(0, size.length() - 1)) * MIB;
    }

    /** Builds it, with its images in a folder. */
    Machine build(PluginCatalog catalog, Path folder) throws IOException {
        Map<String, String> fdc = new LinkedHashMap<>(Map.of("compat", "qemu"));
        drive("a", a, folder, fdc);
        drive("b", b, folder, fdc);
        Machine.Builder machine =
                Machine.builder()
                        .memory(memory)
                        .catalog(catalog)
                        .device("i8237", Map.of("compat", "qemu"))
                        .device("fdc", fdc);
        if (rom) {
            byte[] bytes = new byte[0x10000];
            Arrays.fill(bytes, (byte) 0xf4);
            machine.rom(ROM, bytes);
        }
        return machine.build();
    }

    private static void drive(String name, Medium medium, Path folder, Map<String, String> settings)
            throws IOException {
        settings.put("type-" + name, medium.driveType());
        if (medium.present()) {
            Path image = folder.resolve(name + ".img");
            Files.write(image, medium.image());
            settings.put("drive-" + name, image.toString());
            settings.put("readonly-" + name, medium.readOnly() ? "on" : "off");
        }
    }
}
