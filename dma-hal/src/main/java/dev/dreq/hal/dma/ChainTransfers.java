package dev.dreq.hal.dma;

import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.MdlCache;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import org.jspecify.annotations.Nullable;

/** Transfers of version 3: one mapping at a time through an allocation of map registers. */
final class ChainTransfers {
    private final Ke ke;
    private final MdlCache cache;

    ChainTransfers(Ke ke, MdlCache cache) {
        this.ke = ke;
        this.cache = cache;
    }

    /** MapTransferEx of a slave's or a bus master's adapter; without DeviceOffset. */
    NtStatus map(
            AdapterObject adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            Pulong length,
            boolean writeToDevice,
            @Nullable ScatterGatherBuffer buffer,
            int bufferLength,
            @Nullable DmaCompletionRoutine routine,
            @Nullable Object context) {
        long bytes = Integer.toUnsignedLong(length.get());
        BufferRules.requireBytes(bytes, offset, mdl, "MapTransferEx");
        SystemChannel slave = adapter.kind().systemChannel();
        MdlChain chain = MdlChain.at(mdl, offset, bytes);
        RegisterAllocation registers = adapter.held(mapRegisterBase);
        ElementCollector elements = new ElementCollector(most(slave, buffer, bufferLength));
        if (chain == null
                || registers == null
                || !elements.takes(0)
                || (routine != null && !completes(slave))) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (isCancelled(adapter)) {
            return NtStatus.STATUS_CANCELLED;
        }
        BufferRules.requireLocked(chain, "MapTransferEx");
        requireFlushed(adapter, registers, bytes);
        chain.beforeDma(cache, !writeToDevice);
        long mapped = adapter.kind().mapList(registers, chain, writeToDevice, elements);
        if (mapped == 0) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        length.set((int) mapped);
        registers.setChain(new MappedChain(mdl, offset, chain.head(mapped), writeToDevice));
        if (buffer != null) {
            elements.store(buffer);
        }
        elements.record(ke.trace(), adapter.channel().name(), writeToDevice);
        adapter.counters().transfer(slave == null ? elements.count() : 0);
        if (slave != null && routine != null) {
            await(slave, adapter, routine, context);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** How many elements there is room for; a slave has one of its own. */
    private static long most(
            @Nullable SystemChannel slave, @Nullable ScatterGatherBuffer buffer, int bufferLength) {
        if (buffer == null) {
            return slave == null ? 0 : 1;
        }
        long bytes = Integer.toUnsignedLong(bufferLength) - ScatterGatherFields.size(0);
        return bytes / ScatterGatherFields.ELEMENT_SIZE;
    }

    private static boolean completes(@Nullable SystemChannel slave) {
        return slave != null && slave.terminalCounts().interrupts();
    }

    private static boolean isCancelled(AdapterObject adapter) {
        ChannelRequest owner = adapter.channel().ownerOf(adapter);
        TransferContext context = owner == null ? null : owner.transferContext();
        return context != null && context.isTransferCancelled();
    }

    private static void requireFlushed(
            AdapterObject adapter, RegisterAllocation registers, long bytes) {
        if (adapter.kind().isMapped(registers)) {
            throw Rule.NOT_FLUSHED.stop(
                    bytes,
                    Pages.address(registers.count()),
                    0,
                    "MapTransferEx before the last one was flushed; call FlushAdapterBuffersEx"
                            + " between two of them");
        }
    }

    private void await(
            SystemChannel slave,
            AdapterObject adapter,
            DmaCompletionRoutine routine,
            @Nullable Object context) {
        ChannelRequest owner = adapter.channel().ownerOf(adapter);
        if (owner == null) {
            throw new IllegalStateException("a slave without its channel: " + slave.line().name());
        }
        TerminalCounts counts = slave.terminalCounts();
        counts.await(
                slave.controller(),
                new Completion(ke, adapter, owner.deviceObject(), routine, context));
        // The terminal count may have been read already, while the channel was programmed.
        counts.deliver();
    }

    /** FlushAdapterBuffersEx. */
    NtStatus flush(
            AdapterObject adapter,
            Mdl mdl,
            long mapRegisterBase,
            long offset,
            long length,
            boolean writeToDevice) {
        RegisterAllocation registers = adapter.held(mapRegisterBase);
        MappedChain chain = registers == null ? null : registers.chain();
        if (registers == null || chain == null || !chain.is(mdl, offset, length, writeToDevice)) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        registers.setChain(null);
        return adapter.kind().flushList(registers, chain.buffer(), writeToDevice)
                ? NtStatus.STATUS_SUCCESS
                : NtStatus.STATUS_IO_DEVICE_ERROR;
    }

    /** CancelMappedTransfer. */
    NtStatus cancel(AdapterObject adapter, @Nullable DmaTransferContext context) {
        SystemChannel slave = adapter.kind().systemChannel();
        ChannelRequest owner = adapter.channel().ownerOf(adapter);
        TransferContext held = owner == null ? null : owner.transferContext();
        if (slave == null
                || held == null
                || held != context
                || adapter.channel().registersOf(adapter) == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        held.cancelTransfer();
        slave.cancel();
        return NtStatus.STATUS_SUCCESS;
    }
}
