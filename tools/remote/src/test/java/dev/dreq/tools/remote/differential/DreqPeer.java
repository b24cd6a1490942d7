package dev.dreq.tools.remote.differential;

import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.plugin.ScanOut;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.remote.client.RealQemu;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Our machine. Its virtual time stands still. */
final class DreqPeer implements Peer {
    private static final long FIRMWARE = 0xF_0000;
    private static final long FIRMWARE_AT_THE_END = 0xFFFF_0000L;

    private final Machine machine;
    private final Path image;
    private final CpuBus bus;
    private final boolean[] levels;
    private final int[] rises;
    private Medium medium = Medium.NONE;

    DreqPeer(Map<String, Map<String, String>> devices, Path folder) {
        Machine.Builder builder =
                Machine.builder()
                        .memory(8 << 20)
                        .rom(FIRMWARE, RealQemu.firmware())
                        .rom(FIRMWARE_AT_THE_END, RealQemu.firmware())
                        .catalog(PluginCatalog.ofClassPath())
                        .device("i8237", Map.of("compat", "qemu"))
                        .device("fdc", Map.of("compat", "qemu", "type-a", "144"));
        devices.forEach(builder::device);
        this.machine = builder.build();
        this.image = folder.resolve("dreq.img");
        this.bus = machine.bus();
        this.levels = new boolean[bus.interruptInputs()];
        this.rises = new int[levels.length];
        for (int input = 0; input < levels.length; input++) {
            bus.listen(input, number -> rises[number]++);
        }
    }

    @Override
    public void reset(Medium newMedium) {
        medium = Medium.DISK; // an empty drive remembers what was in it
        drive().eject();
        Medium.refresh(image);
        insert();
        if (newMedium != medium) {
            medium = newMedium;
            drive().eject();
            insert();
        }
        machine.reset();
        interrupts();
    }

    @Override
    public List<Answer> run(List<Operation> operations) {
        List<Answer> answers = new ArrayList<>();
        for (Operation operation : operations) {
            answers.add(new Answer(done(operation.line()), interrupts()));
        }
        return answers;
    }

    private String done(String line) {
        String[] word = line.split(" ", -1);
        return switch (word[0]) {
            case "outb" -> done(() -> bus.out8(number(word[1]), number(word[2])));
            case "outw" -> done(() -> bus.out16(number(word[1]), number(word[2])));
            case "outl" -> done(() -> bus.out32(number(word[1]), number(word[2])));
            case "inb" -> "0x%04x".formatted(bus.in8(number(word[1])));
            case "inw" -> "0x%04x".formatted(bus.in16(number(word[1])));
            case "inl" -> "0x%04x".formatted(bus.in32(number(word[1])));
            case "readb" -> "0x%016x".formatted(bus.load8(address(word[1])));
            case "readw" -> "0x%016x".formatted(bus.load16(address(word[1])));
            case "readl" -> "0x%016x".formatted(bus.load32(address(word[1])) & 0xFFFF_FFFFL);
            case "readq" -> "0x%016x".formatted(bus.load64(address(word[1])));
            case "writeb" -> done(() -> bus.store8(address(word[1]), number(word[2])));
            case "writew" -> done(() -> bus.store16(address(word[1]), number(word[2])));
            case "writel" -> done(() -> bus.store32(address(word[1]), number(word[2])));
            case "writeq" -> done(() -> bus.store64(address(word[1]), address(word[2])));
            case "memset" ->
                    done(() -> bus.fill(address(word[1]), address(word[2]), number(word[3])));
            case "write" -> done(() -> write(address(word[1]), word[3].substring(2)));
            case "read" -> "0x" + read(address(word[1]), number(word[2]));
            case Operation.SCREENDUMP -> screen();
            case Operation.EJECT -> done(drive()::eject);
            case Operation.INSERT -> done(this::insert);
            default -> throw new IllegalArgumentException(line);
        };
    }

    private static String done(Runnable work) {
        work.run();
        return "";
    }

    private static int number(String digits) {
        return (int) address(digits);
    }

    private static long address(String digits) {
        return Long.parseUnsignedLong(digits.substring(2), 16);
    }

    private String read(long address, int length) {
        byte[] bytes = new byte[length];
        bus.read(address, bytes, 0, length);
        return HexFormat.of().formatHex(bytes);
    }

    private void write(long address, String digits) {
        byte[] bytes = HexFormat.of().parseHex(digits);
        bus.write(address, bytes, 0, bytes.length);
    }

    private String screen() {
        return Screen.of(
                machine.devices().stream()
                        .flatMap(node -> node.ability(ScanOut.class).stream())
                        .findFirst()
                        .orElseThrow()
                        .picture());
    }

    private MediaDrive drive() {
        return machine.ability("fdc0", MediaHolder.class).orElseThrow().drives().get(0);
    }

    private void insert() {
        if (medium == Medium.NONE) {
            return;
        }
        try {
            drive().insert(new MediaDrive.Medium(image, medium == Medium.PROTECTED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The edges since the last call, as a qtest server tells of them. */
    private List<String> interrupts() {
        List<String> edges = new ArrayList<>();
        for (int input = 0; input < levels.length; input++) {
            for (; rises[input] > 0; rises[input]--) {
                edge(input, false, edges);
                edge(input, true, edges);
            }
            edge(input, bus.interruptLevel(input), edges);
        }
        return edges;
    }

    private void edge(int input, boolean level, List<String> edges) {
        if (levels[input] != level) {
            levels[input] = level;
            edges.add((level ? "raise " : "lower ") + input);
        }
    }

    @Override
    public void close() {
        machine.close();
    }
}
