package dev.dreq.hal.dma;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Ke;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Mm;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import dev.dreq.hal.verifier.Rule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The scatter/gather lists of an adapter. */
final class ScatterGatherLists {
    private final AdapterObject adapter;
    private final List<ListRequest> live = new ArrayList<>();
    private final ListElements elements = new ListElements();
    private long got;

    ScatterGatherLists(AdapterObject adapter) {
        this.adapter = adapter;
    }

    int count() {
        return live.size();
    }

    /** Where the elements of the next list are gathered. */
    ListElements elements() {
        return elements;
    }

    void add(ListRequest request) {
        live.add(request);
        got++;
    }

    /** GetScatterGatherList; its memory is our own. */
    NtStatus get(
            Ke ke,
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice) {
        MdlChain buffer = buffer(mdl, currentVa, length, "GetScatterGatherList");
        NtStatus status = check(buffer, length, "GetScatterGatherList");
        if (status.isSuccess()) {
            long most = adapter.kind().mostElements((int) buffer.pages());
            long address = ke.newObjectAddress((int) ScatterGatherFields.size(most));
            request(deviceObject, buffer, routine, context, writeToDevice, address);
        }
        return status;
    }

    /** BuildScatterGatherList: as Get, in memory of the caller. */
    NtStatus build(
            DeviceObject deviceObject,
            Mdl mdl,
            long currentVa,
            int length,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice,
            long scatterGatherBuffer,
            int scatterGatherLength) {
        MdlChain buffer = buffer(mdl, currentVa, length, "BuildScatterGatherList");
        NtStatus status = check(buffer, length, "BuildScatterGatherList");
        if (!status.isSuccess()) {
            return status;
        }
        if (Integer.toUnsignedLong(scatterGatherLength) < size(buffer)) {
            return NtStatus.STATUS_BUFFER_TOO_SMALL;
        }
        request(deviceObject, buffer, routine, context, writeToDevice, scatterGatherBuffer);
        return NtStatus.STATUS_SUCCESS;
    }

    /** CalculateScatterGatherList: without an MDL, the most that any buffer needs. */
    NtStatus calculate(
            @Nullable Mdl mdl,
            long currentVa,
            int length,
            Pulong scatterGatherListSize,
            @Nullable Pulong numberOfMapRegisters) {
        long bytes = Integer.toUnsignedLong(length);
        long pages = Pages.addressAndSizeToSpanPages(currentVa, bytes);
        long size = ScatterGatherFields.size(adapter.kind().mostElements((int) pages));
        if (mdl != null) {
            MdlChain buffer = buffer(mdl, currentVa, length, "CalculateScatterGatherList");
            NtStatus status = check(buffer, length, "CalculateScatterGatherList");
            if (!status.isSuccess()) {
                return status;
            }
            pages = buffer.pages();
            size = size(buffer);
        } else if (pages > adapter.mapRegisters()) {
            return NtStatus.STATUS_INSUFFICIENT_RESOURCES;
        }
        scatterGatherListSize.set((int) size);
        if (numberOfMapRegisters != null) {
            numberOfMapRegisters.set((int) pages);
        }
        return NtStatus.STATUS_SUCCESS;
    }

    /** PutScatterGatherList. */
    void put(ScatterGatherList list, boolean writeToDevice) {
        ListRequest request = find(list, "PutScatterGatherList");
        if (request.writeToDevice() != writeToDevice) {
            throw Rule.FLUSH_MISMATCH.stop(
                    list.address(),
                    0,
                    0,
                    ("PutScatterGatherList with writeToDevice %s of a list that was got with"
                                    + " %s; both must be the same")
                            .formatted(writeToDevice, request.writeToDevice()));
        }
        live.remove(request);
        request.put();
    }

    /** BuildMdlFromScatterGatherList. */
    NtStatus buildMdl(Mm mm, ScatterGatherList list, @Nullable Mdl original, Pmdl target) {
        ListRequest request = find(list, "BuildMdlFromScatterGatherList");
        if (original == null) {
            return NtStatus.STATUS_INVALID_PARAMETER;
        }
        if (!request.takeMdl()) {
            return NtStatus.STATUS_NONE_MAPPED;
        }
        target.set(LogicalMdl.of(mm, list, request.buffer().first().currentVa()));
        return NtStatus.STATUS_SUCCESS;
    }

    private void request(
            DeviceObject deviceObject,
            MdlChain buffer,
            DriverListControl routine,
            @Nullable Object context,
            boolean writeToDevice,
            long address) {
        adapter.channel()
                .request(
                        new ListRequest(
                                adapter,
                                deviceObject,
                                buffer,
                                routine,
                                context,
                                writeToDevice,
                                new ScatterGatherFields(address),
                                null));
    }

    private long size(MdlChain buffer) {
        return ScatterGatherFields.size(adapter.kind().elements(buffer));
    }

    /** The buffer, as far as the chain has it; it has to begin in the first MDL. */
    private static MdlChain buffer(Mdl mdl, long currentVa, int length, String routine) {
        long bytes = Integer.toUnsignedLong(length);
        BufferRules.requireBytes(bytes, currentVa, mdl, routine);
        long offset = currentVa - mdl.startVa() - mdl.byteOffset();
        if (offset < 0 || offset >= Integer.toUnsignedLong(mdl.byteCount())) {
            throw Rule.LIST_OUTSIDE_MDL.stop(
                    currentVa,
                    mdl.address(),
                    0,
                    ("%s from 0x%x on, which does not lie in the MDL; begin at"
                                    + " MmGetMdlVirtualAddress")
                            .formatted(routine, currentVa));
        }
        return MdlChain.of(mdl, currentVa, bytes);
    }

    /** Stops for what no driver may do; what the routines answer with a status is returned. */
    private NtStatus check(MdlChain buffer, int length, String routine) {
        if (buffer.length() < Integer.toUnsignedLong(length)) {
            return NtStatus.STATUS_BUFFER_TOO_SMALL;
        }
        BufferRules.requireLocked(buffer, routine);
        return buffer.pages() > adapter.mapRegisters()
                ? NtStatus.STATUS_INSUFFICIENT_RESOURCES
                : NtStatus.STATUS_SUCCESS;
    }

    private ListRequest find(ScatterGatherList list, String routine) {
        for (ListRequest request : live) {
            if (request.list() == list) {
                return request;
            }
        }
        throw Rule.LIST_NOT_ALLOCATED.stop(
                got,
                got - live.size() + 1,
                list.address(),
                "%s of a list that this adapter does not have; put each once, as it was delivered"
                        .formatted(routine));
    }
}
