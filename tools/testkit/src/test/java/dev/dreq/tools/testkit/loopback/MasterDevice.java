package dev.dreq.tools.testkit.loopback;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.DeviceDescription;
import dev.dreq.hal.dma.DmaAdapter;
import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.dma.ScatterGatherElement;
import dev.dreq.hal.dma.ScatterGatherList;
import dev.dreq.hal.io.CmResource;
import dev.dreq.hal.io.CmResourceList;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.InterfaceType;
import dev.dreq.hal.io.IoParameters;
import dev.dreq.hal.io.IoStackLocation;
import dev.dreq.hal.io.Irp;
import dev.dreq.hal.io.IrpMajor;
import dev.dreq.hal.ke.Kdpc;
import dev.dreq.hal.ke.Kinterrupt;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.mm.MemoryCachingType;
import dev.dreq.hal.mm.Pages;
import dev.dreq.hal.mm.Pulong;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A started loop-back master: one IRP at a time, by one scatter/gather list after the other. Lists
 * of one element go into the registers, longer ones into a table in a common buffer.
 */
final class MasterDevice {
    private static final int CAPS = 0x04;
    private static final int CONTROL = 0x08;
    private static final int STATUS = 0x0c;
    private static final int ADDRESS = 0x10;
    private static final int COUNT = 0x18;
    private static final int OFFSET = 0x1c;
    private static final int MAX_TRANSFER = 0x24;

    private static final int START = 0x01;
    private static final int TO_MEMORY = 0x04;
    private static final int SG = 0x08;
    private static final int INTERRUPT_ENABLE = 0x10;
    private static final int CAUSES = 0x0e;
    private static final int DONE = 0x02;
    private static final int ENTRY = 16;

    private final Kernel kernel;
    private final DeviceObject device;
    private final long registers;
    private final DmaAdapter adapter;
    private final int mapRegisters;
    private final int mostEntries;
    private final int mostBytes;
    private final PphysicalAddress table;
    private final long tableVa;
    private final Kinterrupt interrupt;

    private boolean writeToDevice;
    private int offset;
    private int done;
    private int operation;
    private int answer;
    private @Nullable ScatterGatherList list;

    MasterDevice(
            Kernel kernel,
            DeviceObject device,
            DeviceObject physicalDevice,
            CmResourceList resources) {
        this.kernel = kernel;
        this.device = device;
        CmResource.Memory window = resources.all(CmResource.Memory.class).get(0);
        registers =
                kernel.mm()
                        .mapIoSpace(window.start(), window.length(), MemoryCachingType.MmNonCached);
        int caps = read(CAPS);
        mostEntries = caps >>> 16;
        mostBytes = read(MAX_TRANSFER);
        Pulong granted = kernel.mm().newUlong(0);
        adapter =
                kernel.dma()
                        .getDmaAdapter(
                                physicalDevice,
                                InterfaceType.PCIBus,
                                DeviceDescription.zeroed()
                                        .version(DeviceDescription.DEVICE_DESCRIPTION_VERSION2)
                                        .master(true)
                                        .scatterGather(mostEntries > 0)
                                        .dma32BitAddresses(true)
                                        .dma64BitAddresses((caps & 0xff) == 64)
                                        .interfaceType(InterfaceType.PCIBus)
                                        .maximumLength(mostBytes)
                                        .build(),
                                granted);
        mapRegisters = granted.get();
        table = kernel.dma().newPhysicalAddress();
        tableVa = adapter.dmaOperations().allocateCommonBuffer(adapter, tableBytes(), table, true);
        kernel.io().initializeDpcRequest(device, this::dpcForIsr);
        CmResource.MessageInterrupt message =
                resources.first(CmResource.MessageInterrupt.class).orElse(null);
        interrupt =
                message != null
                        ? kernel.io().connectMessageInterrupt(message, this::service, null)
                        : kernel.io()
                                .connectInterrupt(
                                        resources.first(CmResource.Interrupt.class).orElseThrow(),
                                        this::service,
                                        null);
    }

    private int tableBytes() {
        return ENTRY * Math.max(1, mostEntries);
    }

    private int read(int register) {
        return kernel.hardware().readRegisterUlong(registers + register);
    }

    private void write(int register, int value) {
        kernel.hardware().writeRegisterUlong(registers + register, value);
    }

    void stop() {
        write(CONTROL, 0);
        kernel.io().disconnectInterrupt(interrupt);
        adapter.dmaOperations().freeCommonBuffer(adapter, tableBytes(), table.get(), tableVa, true);
        adapter.dmaOperations().putDmaAdapter(adapter);
        kernel.mm().unmapIoSpace(registers);
    }

    /** DRIVER_STARTIO. DISPATCH_LEVEL. */
    void startIo(Irp irp) {
        IoStackLocation stack = kernel.io().getCurrentIrpStackLocation(irp);
        writeToDevice = stack.majorFunction() == IrpMajor.IRP_MJ_WRITE;
        offset = (int) ((IoParameters.ReadWrite) stack.parameters()).byteOffset();
        done = 0;
        kernel.ke().flushIoBuffers(irp.mdlAddress(), !writeToDevice, true);
        startOperation(irp);
    }

    private void startOperation(Irp irp) {
        long va = kernel.mm().getMdlVirtualAddress(irp.mdlAddress()) + done;
        int pages = mostEntries > 0 ? Math.min(mapRegisters, mostEntries) : mapRegisters;
        operation =
                (int)
                        Math.min(
                                Math.min(
                                        kernel.mm().getMdlByteCount(irp.mdlAddress()) - done,
                                        mostBytes),
                                Pages.address(pages) - Pages.byteOffset(va));
        NtStatus status =
                adapter.dmaOperations()
                        .getScatterGatherList(
                                adapter,
                                device,
                                irp.mdlAddress(),
                                va,
                                operation,
                                this::listControl,
                                null,
                                writeToDevice);
        if (!status.isSuccess()) {
            complete(irp, status);
        }
    }

    /** DRIVER_LIST_CONTROL: the operation is mapped. */
    private void listControl(
            DeviceObject owner,
            @Nullable Irp irp,
            ScatterGatherList mapped,
            @Nullable Object context) {
        list = mapped;
        int elements = mapped.numberOfElements();
        boolean inTable = elements > 1;
        if (inTable) {
            showTable(mapped);
        }
        long address = inTable ? table.get() : mapped.elements(0).logicalAddress();
        write(ADDRESS, (int) address);
        write(ADDRESS + 4, (int) (address >>> 32));
        write(COUNT, inTable ? elements : mapped.elements(0).length());
        write(OFFSET, offset + done);
        write(
                CONTROL,
                START | INTERRUPT_ENABLE | (inTable ? SG : 0) | (writeToDevice ? 0 : TO_MEMORY));
    }

    private void showTable(ScatterGatherList mapped) {
        byte[] entries = new byte[ENTRY * mapped.numberOfElements()];
        ByteBuffer draft = ByteBuffer.wrap(entries).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < mapped.numberOfElements(); i++) {
            ScatterGatherElement element = mapped.elements(i);
            draft.putLong(ENTRY * i, element.logicalAddress());
            draft.putInt(ENTRY * i + 8, element.length());
        }
        kernel.mm().write(tableVa, entries, 0, entries.length);
    }

    private boolean service(Kinterrupt source, @Nullable Object context) {
        int status = read(STATUS);
        if ((status & CAUSES) == 0) {
            return false;
        }
        answer = status;
        write(STATUS, CAUSES);
        kernel.io().requestDpc(device, device.currentIrp(), null);
        return true;
    }

    private void dpcForIsr(
            Kdpc dpc, DeviceObject owner, @Nullable Irp irp, @Nullable Object context) {
        adapter.dmaOperations().putScatterGatherList(adapter, list, writeToDevice);
        if ((answer & DONE) == 0) {
            complete(irp, NtStatus.STATUS_IO_DEVICE_ERROR);
            return;
        }
        done += operation;
        if (done < kernel.mm().getMdlByteCount(irp.mdlAddress())) {
            startOperation(irp);
        } else {
            complete(irp, NtStatus.STATUS_SUCCESS);
        }
    }

    private void complete(Irp irp, NtStatus status) {
        kernel.io().startNextPacket(device, false);
        irp.ioStatus().set(status, done);
        kernel.io().completeRequest(irp);
    }
}
