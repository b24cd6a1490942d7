package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.dma.DmaTransferContext;
import dev.dreq.hal.dma.PmapRegisterBase;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.ke.NtStatus;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of asking for the channel by a transfer context. A device object may have any number of
 * them, in any state, so nothing is said about how many.
 */
final class ContextChecks {
    private final Judge judge;
    private final ChannelChecks channels;

    ContextChecks(Judge judge, ChannelChecks channels) {
        this.judge = judge;
        this.channels = channels;
    }

    /**
     * AllocateAdapterChannelEx.
     *
     * @param base where the base is stored; without a routine there is such a place
     */
    NtStatus allocate(
            Step step,
            AdapterLedger ledger,
            Grant grant,
            @Nullable DriverControl routine,
            @Nullable Object executionContext,
            @Nullable PmapRegisterBase base,
            Function<@Nullable DriverControl, NtStatus> kernel) {
        ledger.usedBy(grant.device().driverObject());
        channels.requireGranted(step, ledger, grant.registers());
        channels.requireResident(step, executionContext);
        DriverControl watched = routine == null ? null : channels.watched(ledger, grant, routine);
        ledger.grants().add(grant);
        NtStatus status = NtStatus.STATUS_UNSUCCESSFUL;
        try {
            status = judge.run(step, UnaryOperator.identity(), () -> kernel.apply(watched));
        } finally {
            if (!status.isSuccess() && grant.state() == Grant.State.WAITING) {
                ledger.grants().remove(grant);
            }
        }
        if (status.isSuccess() && routine == null && base != null) {
            grant.grant(base.get());
            grant.setState(Grant.State.HOLDS_CHANNEL);
        }
        return status;
    }

    /** CancelAdapterChannel has taken the context's request out of its line, if it was in one. */
    static void cancelled(
            AdapterLedger ledger, DeviceObject device, @Nullable DmaTransferContext context) {
        for (Grant grant : ledger.grants()) {
            if (!grant.isGranted() && grant.context() == context && grant.device() == device) {
                ledger.grants().remove(grant);
                return;
            }
        }
    }

    /** FreeAdapterObject; returns whether the kernel did. */
    static boolean freeing(
            @Nullable AdapterLedger ledger, IoAllocationAction action, BooleanSupplier kernel) {
        Grant grant = ledger == null ? null : ledger.first(Grant.State.HOLDS_CHANNEL);
        if (ledger == null || grant == null || action == IoAllocationAction.KeepObject) {
            return kernel.getAsBoolean();
        }
        if (action == IoAllocationAction.DeallocateObject || grant.registers() == 0) {
            return ChannelChecks.freeing(ledger, grant, kernel);
        }
        grant.setState(Grant.State.HOLDS_REGISTERS);
        boolean freed = false;
        try {
            freed = kernel.getAsBoolean();
            return freed;
        } finally {
            if (!freed) {
                grant.setState(Grant.State.HOLDS_CHANNEL);
            }
        }
    }
}
