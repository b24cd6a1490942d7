package dev.dreq.tools.drivers.faulty;

import dev.dreq.hal.verifier.Rule;
import dev.dreq.hal.video.VpLockOperation;
import java.util.List;

/** Faults of a video miniport. */
final class MiniportFaults {
    static final List<Fault> ALL =
            List.of(
                    Fault.of(
                            Rule.LIST_ENDED,
                            "miniport",
                            Road.MINIPORT,
                            MiniportTransfer.COMPLETE,
                            transfer -> {
                                transfer.completeDma();
                                transfer.list().numberOfElements();
                            }),
                    Fault.of(
                            Rule.CALL_NOT_ALLOWED,
                            Road.MINIPORT,
                            MiniportTransfer.INTERRUPT,
                            MiniportTransfer::completeDma),
                    Fault.of(
                            Rule.DMA_NOT_COMPLETED,
                            "direction",
                            Road.MINIPORT,
                            MiniportTransfer.COMPLETE,
                            transfer -> transfer.completeDma(!transfer.toDevice())),
                    Fault.of(
                            Rule.DMA_NOT_COMPLETED,
                            "twice",
                            Road.MINIPORT,
                            MiniportTransfer.START,
                            transfer -> {
                                transfer.startDma();
                                transfer.startDma();
                            }),
                    Fault.of(
                            Rule.WRONG_LOCK,
                            Road.MINIPORT,
                            MiniportTransfer.COMPLETE,
                            transfer -> {
                                transfer.video.unlockBuffer(transfer, transfer.mdl());
                                transfer.completeDma();
                            }),
                    Fault.of(
                            Rule.WRONG_LOCK_OPERATION,
                            "miniport",
                            Road.MINIPORT,
                            MiniportTransfer.LOCK,
                            transfer -> transfer.lock(VpLockOperation.VpReadAccess)));

    private MiniportFaults() {}
}
