package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.hal.io.IoWatch;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.verifier.Rule;
import java.util.function.Predicate;

/** The rules of when everything must have been given back, and of the DMA controller's ports. */
final class IoChecks implements IoWatch {
    private static final int CASCADE_CHANNEL = 4;
    private static final int[] PAGE_PORTS = {0x87, 0x83, 0x81, 0x82, 0x8F, 0x8B, 0x89, 0x8A};

    private final Judge judge;
    private final Ledgers ledgers;

    IoChecks(Judge judge, Ledgers ledgers) {
        this.judge = judge;
        this.ledgers = ledgers;
    }

    @Override
    public void completes(Irp irp) {
        for (AdapterLedger ledger : ledgers.live()) {
            long held = ledger.grants().stream().filter(grant -> isHeldFor(grant, irp)).count();
            held += ledger.lists().values().stream().filter(list -> list.irp() == irp).count();
            for (Mdl mdl = irp.mdlAddress(); mdl != null && held == 0; mdl = mdl.next()) {
                Mdl its = mdl;
                held += ledger.open().stream().filter(open -> open.concerns(its)).count();
            }
            if (held != 0) {
                judge.raise(
                        "IoCompleteRequest of %s by %s".formatted(irp, ledger.driver()),
                        ledger,
                        Rule.IRP_COMPLETED_EARLY,
                        irp.address(),
                        held,
                        ledger.facts().adapter().address(),
                        "%s is completed while %s holds its channel, registers, list or mapping; flush and free first"
                                .formatted(irp, ledger.facts().name()));
            }
        }
    }

    private static boolean isHeldFor(Grant grant, Irp irp) {
        return grant.irp() == irp
                && (grant.state() == Grant.State.HOLDS_CHANNEL
                        || grant.state() == Grant.State.HOLDS_REGISTERS);
    }

    @Override
    public void stopped(DeviceObject physicalDevice) {
        requirePut(
                "the end of " + physicalDevice,
                ledger -> ledger.facts().physicalDevice() == physicalDevice);
    }

    @Override
    public void unloaded(DriverObject driver) {
        requirePut("the unloading of " + driver, ledger -> ledger.isUsedBy(driver));
    }

    private void requirePut(String occasion, Predicate<AdapterLedger> concerned) {
        for (AdapterLedger ledger : ledgers.live()) {
            if (concerned.test(ledger)) {
                ledger.release();
                judge.raise(
                        occasion,
                        ledger,
                        Rule.LEAKED,
                        ledger.facts().adapter().address(),
                        ledger.held(),
                        0,
                        "%s leaves the adapter of %s, which holds %d things; give them back and call PutDmaAdapter"
                                .formatted(occasion, ledger.facts().name(), ledger.held()));
            }
        }
    }

    @Override
    public void writesPort(int port) {
        for (AdapterLedger ledger : ledgers.live()) {
            int channel = ledger.facts().description().dmaChannel();
            if (ledger.isSlave() && !ledger.open().isEmpty() && programs(port, channel)) {
                judge.raise(
                        "WRITE_PORT of 0x%x".formatted(port),
                        ledger,
                        Rule.CHANNEL_REPROGRAMMED,
                        channel,
                        port,
                        ledger.facts().adapter().address(),
                        "port 0x%x of the DMA controller is written while channel %d is at work; leave that to MapTransfer"
                                .formatted(port, channel));
            }
        }
    }

    private static boolean programs(int port, int channel) {
        if (port == PAGE_PORTS[channel]) {
            return true;
        }
        int register = channel < CASCADE_CHANNEL ? port : (port - 0xC0) / 2;
        boolean decoded = channel < CASCADE_CHANNEL ? port < 0x10 : port >= 0xC0 && port < 0xE0;
        return decoded && (register >= 8 || register / 2 == channel % CASCADE_CHANNEL);
    }
}
