package dev.dreq.hal.verifier.watch;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverControl;
import dev.dreq.hal.io.IoAllocationAction;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.verifier.Rule;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The rules of asking for the channel and map registers, and of giving them back. */
final class ChannelChecks {
    private final Mm mm;
    private final Judge judge;

    ChannelChecks(Mm mm, Judge judge) {
        this.mm = mm;
        this.judge = judge;
    }

    /** AllocateAdapterChannel, before the kernel sees it. */
    void allocating(
            Step step,
            AdapterLedger ledger,
            DeviceObject device,
            int registers,
            @Nullable Object context) {
        requireOne(step, ledger, device);
        if (!requireGranted(step, ledger, registers)) {
            return;
        }
        int most = ledger.facts().mapRegisters();
        int held = 0;
        for (Grant grant : ledger.grants()) {
            held += isOf(device, grant) ? grant.registers() : 0;
        }
        if (held + registers > most) {
            judge.raise(
                    step,
                    Rule.TOO_MANY_MAP_REGISTERS_HELD,
                    held + registers,
                    most,
                    0,
                    "%d map registers for %s, which holds %d of the %d that IoGetDmaAdapter granted; free those first"
                            .formatted(registers, device.name(), held, most));
        }
        requireResident(step, context);
    }

    /** Whether a request asks for no more than an adapter ever grants; if not, it is judged. */
    boolean requireGranted(Step step, AdapterLedger ledger, int registers) {
        int most = ledger.facts().mapRegisters();
        if (Integer.compareUnsigned(registers, most) <= 0) {
            return true;
        }
        judge.raise(
                step,
                Rule.TOO_MANY_MAP_REGISTERS,
                Integer.toUnsignedLong(registers),
                most,
                0,
                "%d map registers, but IoGetDmaAdapter granted %d; split the request"
                        .formatted(Integer.toUnsignedLong(registers), most));
        return false;
    }

    /** Whether it was asked for by the device object's one wait block. */
    private static boolean isOf(DeviceObject device, Grant grant) {
        return grant.device() == device && grant.context() == null;
    }

    private void requireOne(Step step, AdapterLedger ledger, DeviceObject device) {
        int outstanding = 0;
        for (Grant grant : ledger.grants()) {
            boolean same = isOf(device, grant) || grant.state() == Grant.State.CALLING;
            outstanding += same && grant.concernsChannel() ? 1 : 0;
        }
        if (outstanding != 0) {
            throw judge.stop(
                    step,
                    Rule.CHANNEL_ALLOCATED_TWICE,
                    outstanding,
                    0,
                    0,
                    "%s asks for the channel of an adapter that it holds or awaits; free it, or wait, first"
                            .formatted(device.name()));
        }
    }

    /** A context that is an address lies in memory that stays. */
    void requireResident(Step step, @Nullable Object context) {
        if (context instanceof Long va && mm.isPageable(va)) {
            judge.raise(
                    step,
                    Rule.PAGEABLE_CONTEXT,
                    va,
                    0,
                    0,
                    "the context 0x%x lies in pageable memory; take it from nonpaged pool"
                            .formatted(va));
        }
    }

    /** The driver's AdapterControl routine, between two entries in the ledger. */
    DriverControl watched(AdapterLedger ledger, Grant grant, DriverControl routine) {
        return (device, irp, mapRegisterBase, context) -> {
            grant.grant(mapRegisterBase);
            ledger.callbackBegins();
            @Nullable IoAllocationAction action = null;
            try {
                IoAllocationAction returned =
                        judge.callBack(
                                () -> routine.control(device, irp, mapRegisterBase, context));
                action = returned;
                return returned;
            } finally {
                ledger.callbackEnds();
                returned(ledger, grant, action);
            }
        };
    }

    /** A routine that returned nothing has ended its request, and the kernel. */
    private static void returned(
            AdapterLedger ledger, Grant grant, @Nullable IoAllocationAction action) {
        if (action == null) {
            ledger.grants().remove(grant);
            return;
        }
        switch (action) {
            case KeepObject -> grant.setState(Grant.State.HOLDS_CHANNEL);
            case DeallocateObjectKeepRegisters -> grant.setState(Grant.State.HOLDS_REGISTERS);
            case DeallocateObject -> ledger.grants().remove(grant);
        }
    }

    /**
     * The kernel frees a grant, and inside that call others may be granted; if it does not, the
     * grant is still there, but what it mapped is lost. Returns whether the kernel did.
     */
    static boolean freeing(
            @Nullable AdapterLedger ledger, @Nullable Grant grant, BooleanSupplier kernel) {
        if (ledger == null || grant == null) {
            return kernel.getAsBoolean();
        }
        int place = ledger.grants().indexOf(grant);
        ledger.grants().remove(grant);
        boolean freed = false;
        try {
            freed = kernel.getAsBoolean();
            return freed;
        } finally {
            if (!freed) {
                grant.mappings().clear();
                ledger.grants().add(Math.min(place, ledger.grants().size()), grant);
            }
        }
    }
}
