package acme;

import static dev.dreq.hal.dma.DmaOperationsV3.DMA_SYNCHRONOUS_CALLBACK;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.dma.*;
import dev.dreq.hal.io.*;
import dev.dreq.hal.ke.*;
import dev.dreq.hal.mm.*;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.hal.video.*;

/** What the fragments of the README stand in: the names that they use, and nothing else. */
@SuppressWarnings("unused")
abstract class Fragment {
    Kernel kernel;
    Mm mm;
    Io io;
    DriverObject driver;
    Object registryPath;
    DeviceObject pdo;
    DeviceObject device;
    DeviceDescription description;
    DmaAdapter adapter;
    DmaOperations dma;
    DmaTransferContext context;
    ScatterGatherBuffer list;
    int listBytes;
    Mdl mdl;
    PmapRegisterBase base;
    long mapRegisterBase;
    long currentVa;
    Pulong length;
    int count;
    int bytes;
    int done;
    int operation;
    boolean writeToDevice;
    Engine engine;
    VideoPort video;
    VpDmaAdapter vpAdapter;
    VpScatterGatherList sgList;
    Object ext;
    long va;
    int offset;
    int remaining;

    interface Engine {
        void element(long address, int length);
    }

    static final class MyDevice {}

    abstract IoAllocationAction adapterControl(
            DeviceObject of, Irp irp, long registers, Object given);

    abstract void completed(
            DmaAdapter of, DeviceObject on, Object given, DmaCompletionStatus status);

    abstract VpStatus findAdapter(
            Object of, Object given, String arguments, VideoPortConfigInfo info, Pulong again);

    abstract boolean initialize(Object of);

    abstract boolean startIo(Object of, VideoRequestPacket packet);

    abstract void executeDma(
            Object of, VpDmaAdapter through, VpScatterGatherList ranges, Object given);

    void fragment() {
        // BLOCK
    }
}
