package dev.dreq.machine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.dreq.machine.Handlers.Recorder;
import dev.dreq.machine.Trace;
import dev.dreq.plugin.io.AccessSizes;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortSpaceTest {

    private final PortSpace ports = new PortSpace();

    private Window map(int base, Recorder handler) {
        Window window =
                new Window(
                        "w",
                        base,
                        handler.bytes.length,
                        handler,
                        new Enclosure("card0", Trace.OFF),
                        Trace.OFF);
        ports.map(window);
        return window;
    }

    @Test
    void unassignedPortsReadAllOnes() {
        ports.write(0x80, 4, 0);
        assertEquals(0xff, ports.read(0x80, 1));
        assertEquals(0xffff, ports.read(0x80, 2));
        assertEquals(0xffffffffL, ports.read(0x80, 4));
    }

    @Test
    void aWideAccessToAByteDeviceIsSplitAscending() {
        Recorder dma = new Recorder("dma", 16, AccessSizes.BYTES);
        map(0, dma);
        ports.write(0, 4, 0x44332211);
        assertEquals(0x4433, ports.read(2, 2));
        assertEquals(
                List.of(
                        "dma w1@0=11",
                        "dma w1@1=22",
                        "dma w1@2=33",
                        "dma w1@3=44",
                        "dma r1@2",
                        "dma r1@3"),
                dma.log);
    }

    @Test
    void pagePortsTakeWordsButNoDoubleWords() {
        Recorder pages = new Recorder("pages", 3, new AccessSizes(1, 2, 1));
        map(0x81, pages);
        ports.write(0x81, 1, 0x12);
        ports.write(0x82, 1, 0x34);
        ports.write(0x83, 1, 0x56);
        assertEquals(0x3412, ports.read(0x81, 2));
        assertEquals(0xffffffffL, ports.read(0x81, 4));
        assertEquals(0xff56, ports.read(0x83, 2), "84 is nobody's");
        ports.write(0x81, 4, 0);
        assertEquals(0x12, ports.read(0x81, 1), "a refused write vanishes as a whole");
    }

    @Test
    void aPieceBelowTheWindowsSmallestReadsOnes() {
        Recorder words = new Recorder("words", 3, new AccessSizes(2, 4, 2));
        map(0x100, words);
        ports.write(0x100, 4, 0x11111111);
        assertEquals(List.of("words w2@0=1111"), words.log);
        assertEquals(0xffff1111L, ports.read(0x100, 4));
        assertEquals(0xff, ports.read(0x100, 1));
    }

    @Test
    void behindTheLastPortComesTheFirst() {
        Recorder first = new Recorder("first", 1, AccessSizes.BYTES);
        Recorder last = new Recorder("last", 1, AccessSizes.BYTES);
        map(0, first);
        map(0xffff, last);
        ports.write(0xffff, 4, 0x44332211);
        assertEquals(0xffff2211L, ports.read(0xffff, 4));
    }

    @Test
    void anUnmappedWindowFloats() {
        Window window = map(0x100, new Recorder("d", 8, AccessSizes.BYTES));
        assertEquals(0, ports.read(0x100, 4));
        ports.unmap(window);
        assertEquals(0xffffffffL, ports.read(0x100, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void splittingMovesExactlyTheBytesOfTheModel(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Recorder[] owner = new Recorder[0x40];
        int[] base = new int[0x40];
        for (int at = 0; at < 0x38; ) {
            int length = 1 + random.nextInt(8);
            if (random.nextInt(3) > 0) {
                int unit = 1 << random.nextInt(3);
                Recorder handler = new Recorder("d" + at, length, new AccessSizes(1, 4, unit));
                map(0x300 + at, handler);
                for (int i = at; i < at + length; i++) {
                    owner[i] = handler;
                    base[i] = at;
                }
            }
            at += length;
        }
        byte[] model = new byte[0x40];
        for (int step = 0; step < 1000; step++) {
            int at = random.nextInt(0x3c);
            int size = 1 << random.nextInt(3);
            if (random.nextBoolean()) {
                int value = random.nextInt();
                ports.write(0x300 + at, size, Integer.toUnsignedLong(value) & Window.ones(size));
                for (int i = 0; i < size; i++) {
                    model[at + i] = (byte) (value >>> (8 * i));
                }
            } else {
                long expected = 0;
                for (int i = 0; i < size; i++) {
                    long one = owner[at + i] == null ? 0xff : model[at + i] & 0xff;
                    expected |= one << (8 * i);
                }
                String where = "seed %d, step %d".formatted(seed, step);
                assertEquals(expected, ports.read(0x300 + at, size), where);
            }
        }
    }
}
