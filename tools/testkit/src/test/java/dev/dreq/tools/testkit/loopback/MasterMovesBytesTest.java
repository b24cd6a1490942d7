package dev.dreq.tools.testkit.loopback;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.KernelOptions;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.machine.Grant;
import dev.dreq.machine.Machine;
import dev.dreq.machine.PluginCatalog;
import dev.dreq.plugin.cpu.RamRange;
import dev.dreq.plugin.dma.DmaDirection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A driver, the DMA services and the loop-back master on one machine: whatever the buffer, the map
 * registers and the function's limits, the bytes moved are the bytes asked, in order, and no other
 * byte of memory or of the function changes.
 */
class MasterMovesBytesTest {
    private static final int CARD = 1 << 18;
    private static final int MOST_BYTES = 0x28000;

    private final PluginCatalog catalog = PluginCatalog.ofClassPath();

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theBytesAskedMoveInOrderAndNothingElseChanges(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] entries = {0, 1, 2, 7, 256};
        Map<String, String> settings =
                Map.of(
                        "buffer", "256K",
                        "max-sg", Integer.toString(entries[random.nextInt(entries.length)]),
                        "max-transfer", random.nextBoolean() ? "4M" : "8K",
                        "dma64", random.nextBoolean() ? "on" : "off",
                        "bandwidth", random.nextBoolean() ? "0" : "10M",
                        "burst", Integer.toString(256 + random.nextInt(0x4000)),
                        "msi", random.nextBoolean() ? "on" : "off");
        int registers = random.nextInt(5) * random.nextInt(8);
        String what = "seed %d: %s, %d map registers".formatted(seed, settings, registers);
        Machine machine =
                Machine.builder()
                        .memory((1 + random.nextInt(3)) << 20)
                        .catalog(catalog)
                        .device("loopback-master", settings)
                        .build();
        try (machine;
                Kernel kernel =
                        new Kernel(
                                machine.cpu(),
                                KernelOptions.defaults()
                                        .withSeed(seed)
                                        .withDmaMapRegisterLimit(registers))) {
            move(machine, kernel, random, what);
        }
    }

    private static void move(Machine machine, Kernel kernel, SplittableRandom random, String what) {
        List<RamRange> ram = machine.bus().ramRanges();
        RandomBuffers buffers = new RandomBuffers(kernel.mm(), ram, 1, MOST_BYTES, random);
        Buffer[] both = {buffers.next(), buffers.next()};
        DriverObject driver = kernel.io().loadDriver("Master", new MasterDriver());
        PciDevice found =
                kernel.pci().enumerate().stream()
                        .filter(pci -> pci.matches("PCI\\VEN_1234&DEV_4C4D"))
                        .findFirst()
                        .orElseThrow();
        DeviceObject device = found.physicalDevice();
        kernel.io().addDevice(driver, device);
        assertEquals(NtStatus.STATUS_SUCCESS, kernel.io().startDevice(device), what);
        MemoryImage memory = new MemoryImage(machine.bus(), ram, random);
        byte[] card = new byte[CARD];
        random.nextBytes(card);
        machine.bus().write(bufferAddress(machine), card, 0, CARD);
        DmaLog log = new DmaLog(machine.bus());
        for (int i = 0; i < 4; i++) {
            Buffer buffer = both[i % 2];
            Buffer other = both[1 - i % 2];
            Transfer transfer = Transfer.part(buffer.length(), CARD, 1, random);
            int mark = log.mark();
            request(kernel, device, buffer, transfer, what);
            model(memory, card, buffer, transfer);
            List<DmaLog.Run> runs = log.since(mark, "loopback-master0");
            assertEquals(transfer.write() ? 0 : transfer.length(), bytesToMemory(runs), what);
            acceptBouncePages(runs, memory, buffer, other, what);
            memory.verify(what);
        }
        byte[] actual = new byte[CARD];
        machine.bus().read(bufferAddress(machine), actual, 0, CARD);
        assertArrayEquals(card, actual, what);
        assertTrue(machine.devices().stream().allMatch(node -> node.fault().isEmpty()), what);
        assertEquals(0, machine.devices().get(0).guestErrors(), what);
        kernel.io().stopDevice(device);
        kernel.io().unloadDriver(driver);
        assertEquals(List.of(), kernel.ke().reports(), what);
    }

    private static long bufferAddress(Machine machine) {
        return machine.devices().get(0).grants().stream()
                .filter(Grant.Bar.class::isInstance)
                .map(Grant.Bar.class::cast)
                .filter(bar -> bar.bar().index() == 1)
                .findFirst()
                .orElseThrow()
                .address()
                .getAsLong();
    }

    private static void request(
            Kernel kernel, DeviceObject device, Buffer buffer, Transfer transfer, String what) {
        long va = buffer.va() + transfer.offset();
        IoStatusBlock result =
                transfer.write()
                        ? kernel.io().write(device, va, transfer.length(), transfer.cardOffset())
                        : kernel.io().read(device, va, transfer.length(), transfer.cardOffset());
        assertEquals(NtStatus.STATUS_SUCCESS, result.status(), what);
        assertEquals(transfer.length(), result.information(), what);
    }

    private static void model(MemoryImage memory, byte[] card, Buffer buffer, Transfer transfer) {
        for (int i = 0; i < transfer.length(); i++) {
            int onCard = (transfer.cardOffset() + i) % card.length;
            long physical = buffer.physical(transfer.offset() + i);
            if (transfer.write()) {
                card[onCard] = memory.get(physical);
            } else {
                memory.set(physical, card[onCard]);
            }
        }
    }

    private static long bytesToMemory(List<DmaLog.Run> runs) {
        return runs.stream()
                .filter(run -> run.direction() == DmaDirection.TO_MEMORY)
                .mapToLong(DmaLog.Run::length)
                .sum();
    }

    /** Outside of the buffer it reaches map registers: nobody says what they hold. */
    private static void acceptBouncePages(
            List<DmaLog.Run> runs, MemoryImage memory, Buffer buffer, Buffer other, String what) {
        for (DmaLog.Run run : runs) {
            for (long page = Pages.pageAlign(run.address());
                    page < run.address() + run.length();
                    page += Pages.PAGE_SIZE) {
                if (!buffer.holds(page)) {
                    assertFalse(other.holds(page), what);
                    memory.accept(page, Pages.PAGE_SIZE);
                }
            }
        }
    }
}
