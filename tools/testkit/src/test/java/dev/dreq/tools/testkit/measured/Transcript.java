package dev.dreq.tools.testkit.measured;

import dev.dreq.machine.Machine;
import dev.dreq.plugin.MediaDrive;
import dev.dreq.plugin.MediaHolder;
import dev.dreq.plugin.cpu.CpuBus;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the steps of a row on a machine. The head of {@code i8237.rows} describes their language.
 */
final class Transcript {

    private static final Pattern REPEATED = Pattern.compile("(.+) x(\\d+)");
    private static final Pattern MACRO = Pattern.compile("(\\w+)\\(([\\w,]+)\\)");
    private static final int IRQ = 6;
    private static final int MSR = 0x3f4;
    private static final int FIFO = 0x3f5;
    private static final int RESULT_PHASE = 0xd0;
    private static final long LONGEST_WAIT = 1_000_000_000;

    private final Machine machine;
    private final CpuBus bus;
    private final Answers answers;
    private final Map<String, MediaDrive.Medium> ejected = new LinkedHashMap<>();

    Transcript(Machine machine, OptionalInt watchedIrq) {
        this.machine = machine;
        this.bus = machine.bus();
        this.answers = new Answers(bus, watchedIrq);
    }

    /** Takes steps, and gives what the machine answered. */
    List<Answers.Answer> run(List<String> steps) throws Exception {
        for (String step : steps) {
            answers.step(step);
            Matcher repeated = REPEATED.matcher(step);
            if (repeated.matches()) {
                for (int n = Integer.parseInt(repeated.group(2)); n > 0; n--) {
                    take(repeated.group(1));
                }
            } else {
                take(step);
            }
        }
        return answers.list();
    }

    private void take(String step) throws Exception {
        Matcher macro = MACRO.matcher(step);
        if (macro.matches()) {
            macro(macro.group(1), numbers(macro.group(2).split(",")));
            return;
        }
        String[] word = step.split(" +");
        switch (word[0]) {
            case "o" -> writePort(word);
            case "outw" -> access(() -> bus.out16(hex(word[1]), hex(word[2])));
            case "outl" -> access(() -> bus.out32(hex(word[1]), hex(word[2])));
            case "i" -> readPorts(word);
            case "inw" -> answer(4, () -> bus.in16(hex(word[1])));
            case "inl" -> answer(8, () -> bus.in32(hex(word[1])));
            case "get" -> get(Integer.parseInt(word[1]));
            case "skip" -> skip(Integer.parseInt(word[1]));
            case "RES" -> get(7);
            case "RES?" -> {
                if (bus.in8(MSR) == RESULT_PHASE) {
                    get(7);
                }
            }
            case "read" -> readMemory(hex(word[1]), hex(word[2]));
            case "write" -> writeMemory(hex(word[1]), HexFormat.of().parseHex(word[2]));
            case "fill" -> access(() -> bus.fill(hex(word[1]), hex(word[2]), hex(word[3])));
            case "ramp" -> writeMemory(hex(word[1]), ramp(hex(word[2]), hex(word[3])));
            case "wait" -> await();
            case "reset" -> access(machine::reset);
            case "eject" -> eject(word[1]);
            case "insert" -> insert(word[1]);
            default -> fifo(numbers(word));
        }
    }

    private void macro(String name, int... parameter) {
        switch (name) {
            case "DMA2" -> {
                programChannel2(parameter[0], parameter[1], parameter[2]);
                out(0x0a, 0x02);
            }
            case "DMA2m" -> programChannel2(parameter[0], parameter[1], parameter[2]);
            case "READ" -> transfer(0x46, parameter);
            case "WRITE" -> transfer(0x45, parameter);
            default -> throw new IllegalArgumentException("no step " + name);
        }
    }

    private void programChannel2(int mode, int address, int count) {
        out(0x0a, 0x06);
        out(0x0c, 0x00);
        out(0x0b, mode);
        out(0x04, address);
        out(0x04, address >> 8);
        out(0x05, count);
        out(0x05, count >> 8);
        out(0x81, address >> 16);
    }

    private void transfer(int command, int... chrEot) {
        int cylinder = chrEot[0];
        int head = chrEot[1];
        int sector = chrEot[2];
        fifo(command, head << 2, cylinder, head, sector, 2, chrEot[3], 0x1b, 0xff);
    }

    private void writePort(String... word) {
        for (int n = 2; n < word.length; n++) {
            out(hex(word[1]), hex(word[n]));
        }
    }

    private void readPorts(String... word) {
        for (int n = 1; n < word.length; n++) {
            int[] run = numbers(word[n].split("-"));
            for (int port = run[0]; port <= run[run.length - 1]; port++) {
                in(port);
            }
        }
    }

    private void get(int count) {
        for (int n = 0; n < count; n++) {
            in(FIFO);
        }
    }

    private void skip(int count) {
        for (int n = 0; n < count; n++) {
            access(() -> bus.in8(FIFO));
        }
    }

    private void fifo(int... values) {
        for (int value : values) {
            out(FIFO, value);
        }
    }

    private void out(int port, int value) {
        access(() -> bus.out8(port, value));
    }

    private void in(int port) {
        answer(2, () -> bus.in8(port));
    }

    private void readMemory(int address, int length) {
        byte[] bytes = new byte[length];
        bus.read(address, bytes, 0, length);
        answers.value(HexFormat.of().formatHex(bytes));
        answers.edges();
    }

    private void writeMemory(int address, byte[] bytes) {
        access(() -> bus.write(address, bytes, 0, bytes.length));
    }

    private static byte[] ramp(int length, int first) {
        byte[] bytes = new byte[length];
        for (int n = 0; n < length; n++) {
            bytes[n] = (byte) (first + n);
        }
        return bytes;
    }

    private void await() {
        long deadline = bus.now() + LONGEST_WAIT;
        while (!bus.interruptLevel(IRQ) && bus.idle(deadline) == CpuBus.Idle.INTERRUPT) {
            answers.edges();
        }
        answers.edges();
    }

    private void eject(String name) {
        MediaDrive drive = drive(name);
        drive.medium().ifPresent(medium -> ejected.put(name, medium));
        access(drive::eject);
    }

    private void insert(String name) throws Exception {
        drive(name).insert(ejected.remove(name));
        answers.edges();
    }

    private MediaDrive drive(String name) {
        return machine.ability("fdc0", MediaHolder.class).orElseThrow().drives().stream()
                .filter(drive -> drive.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void access(Runnable access) {
        access.run();
        answers.edges();
    }

    private void answer(int digits, IntSupplier access) {
        answers.value(HexFormat.of().toHexDigits(access.getAsInt(), digits));
        answers.edges();
    }

    private static int hex(String digits) {
        return Integer.parseUnsignedInt(digits, 16);
    }

    private static int[] numbers(String... digits) {
        return List.of(digits).stream().mapToInt(Transcript::hex).toArray();
    }
}
