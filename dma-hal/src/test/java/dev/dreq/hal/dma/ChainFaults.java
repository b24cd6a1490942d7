package dev.dreq.hal.dma;

import static dev.dreq.hal.dma.VerifierDesk.fault;

import dev.dreq.hal.dma.VerifierDesk.Case;
import dev.dreq.hal.mm.AccessMode;
import dev.dreq.hal.mm.LockOperation;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.List;

/** Faults of drivers of version 3 that map and flush. */
final class ChainFaults {
    private static final int CHANNEL = 3;

    private ChainFaults() {}

    static List<Case> all() {
        return List.of(
                new Case(
                        Rule.CHANNEL_NOT_FINISHED,
                        "V3: flushed while the channel moves",
                        desk -> {
                            DriverV3 driver = mapped(desk, slave(desk));
                            desk.pc.device(CHANNEL, new byte[0x2FFF]);
                            return fault(
                                    () -> driver.flush(desk.mdl, 0, 0x3000, false),
                                    0L,
                                    0L,
                                    (long) CHANNEL);
                        }),
                onHeld(
                        Rule.MDL_CHAIN_TOO_SHORT,
                        "behind the end of the chain",
                        (desk, driver) -> map(desk, driver, 0x2000, 0x1010),
                        0x10L),
                onHeld(
                        Rule.OUTSIDE_MDL,
                        "begins behind the chain",
                        (desk, driver) -> map(desk, driver, 0x3000, 0x10),
                        2L),
                onHeld(
                        Rule.ZERO_LENGTH,
                        "no bytes",
                        (desk, driver) -> map(desk, driver, 0x1000, 0),
                        0x1000L),
                onHeld(
                        Rule.WRONG_MAP_REGISTERS,
                        "mapped through a base that is not held",
                        (desk, driver) -> {
                            driver.base.set(0x1234);
                            map(desk, driver, 0, 0x3000);
                        },
                        0x1234L),
                onHeld(
                        Rule.BUFFER_NOT_LOCKED,
                        "not locked",
                        (desk, driver) -> {
                            desk.rig.mm.unlockPages(desk.mdl);
                            map(desk, driver, 0, 0x3000);
                        }),
                onHeld(
                        Rule.WRONG_LOCK_OPERATION,
                        "locked for reading",
                        (desk, driver) -> {
                            desk.rig.mm.unlockPages(desk.mdl);
                            desk.rig.mm.probeAndLockPages(
                                    desk.mdl, AccessMode.KernelMode, LockOperation.IoReadAccess);
                            map(desk, driver, 0, 0x3000);
                        }),
                onHeld(
                        Rule.OUTSIDE_MDL,
                        "not aligned",
                        (desk, driver) -> map(desk, driver, 8, 0x100),
                        4L),
                onMapped(
                        Rule.NOT_FLUSHED,
                        "mapped before the flush",
                        (desk, driver) -> map(desk, driver, 0, 0x10)),
                onMapped(
                        Rule.MAPPED_TWICE,
                        "what another adapter has mapped",
                        (desk, driver) -> map(desk, master(desk).take(1), 0x800, 0x10)),
                onMapped(
                        Rule.CPU_ACCESS_WHILE_MAPPED,
                        "looked at before the flush",
                        (desk, driver) -> desk.rig.mm.read(desk.va + 0x2FFF, new byte[1], 0, 1)),
                onMapped(
                        Rule.MDL_CHANGED,
                        "unlocked before the flush",
                        (desk, driver) -> {
                            desk.rig.mm.unlockPages(desk.mdl);
                            driver.flush(desk.mdl, 0, 0x3000, false);
                        }),
                onMapped(
                        Rule.FLUSH_MISMATCH,
                        "another length",
                        (desk, driver) -> driver.flush(desk.mdl, 0, 0x2000, false)),
                onMapped(
                        Rule.NOT_MAPPED,
                        "flushed twice",
                        (desk, driver) -> {
                            driver.flush(desk.mdl, 0, 0x3000, false);
                            driver.flush(desk.mdl, 0, 0x3000, false);
                        }),
                onMapped(
                        Rule.WRONG_MAP_REGISTERS,
                        "flushed with another base",
                        (desk, driver) -> {
                            driver.base.set(0x1234);
                            driver.flush(desk.mdl, 0, 0x3000, false);
                        },
                        0x1234L),
                onMapped(
                        Rule.ADAPTER_CHANGED,
                        "flushed by another adapter",
                        (desk, driver) -> {
                            DriverV3 other = master(desk);
                            other.base.set(driver.base.get());
                            other.flush(desk.mdl, 0, 0x3000, false);
                        }),
                onMapped(
                        Rule.FREED_WHILE_MAPPED,
                        "the channel before the flush",
                        (desk, driver) -> driver.freeChannel(),
                        1L),
                onMapped(
                        Rule.WRONG_KIND_OF_ADAPTER,
                        "a bus master's transfer is cancelled",
                        (desk, driver) ->
                                driver.operations.cancelMappedTransfer(
                                        driver.adapter, driver.context)));
    }

    private static Case onMapped(Rule rule, String name, Broken broken, Long... parameters) {
        return new Case(
                rule,
                "V3: " + name,
                desk -> {
                    DriverV3 driver = mapped(desk, master(desk));
                    return fault(() -> broken.by(desk, driver), parameters);
                });
    }

    @FunctionalInterface
    interface Broken {
        void by(VerifierDesk desk, DriverV3 driver);
    }

    static Case onHeld(Rule rule, String name, Broken broken, Long... parameters) {
        return new Case(
                rule,
                "V3: " + name,
                desk -> {
                    DriverV3 driver = master(desk).take(4);
                    return fault(() -> broken.by(desk, driver), parameters);
                });
    }

    static DriverV3 slave(VerifierDesk desk) {
        return new DriverV3(desk.rig, DriverV3.slave(CHANNEL).maximumLength(0x4000));
    }

    static DriverV3 master(VerifierDesk desk) {
        return new DriverV3(desk.rig, DriverV3.pci(true, 32, 0x4000));
    }

    /** A call that begins with the desk's buffer mapped from the device. */
    private static DriverV3 mapped(VerifierDesk desk, DriverV3 driver) {
        driver.take(4);
        map(desk, driver, 0, 0x3000);
        return driver;
    }

    static void map(VerifierDesk desk, DriverV3 driver, long offset, int length) {
        Pulong inOut = desk.rig.mm.newUlong(length);
        driver.map(desk.mdl, offset, inOut, false);
    }
}
