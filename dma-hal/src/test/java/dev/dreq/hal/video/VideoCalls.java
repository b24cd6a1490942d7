package dev.dreq.hal.video;

import dev.dreq.hal.dma.PphysicalAddress;
import dev.dreq.hal.ke.DueTime;
import dev.dreq.hal.ke.EventType;
import dev.dreq.hal.ke.Irql;
import dev.dreq.hal.ke.Kevent;
import dev.dreq.hal.mm.Mdl;
import dev.dreq.hal.mm.Pulong;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every routine of VideoPort, with arguments that are right, and where it may be called. */
final class VideoCalls implements AutoCloseable {

    /** The IRQLs at which a routine may be called. */
    enum At {
        PASSIVE(0, 0),
        UP_TO_DISPATCH(0, Irql.DISPATCH_LEVEL),
        FROM_DISPATCH(Irql.DISPATCH_LEVEL, Irql.HIGH_LEVEL),
        ANY(0, Irql.HIGH_LEVEL);

        private final int lowest;
        private final int highest;

        At(int lowest, int highest) {
            this.lowest = lowest;
            this.highest = highest;
        }

        boolean allows(int irql) {
            return irql >= lowest && irql <= highest;
        }
    }

    /**
     * @param inInterrupt whether HwVidInterrupt may call it
     * @param inReset whether HwVidResetHw may call it
     */
    record Call(
            String name, At irql, boolean inInterrupt, boolean inReset, Consumer<VideoCalls> body) {

        @Override
        public String toString() {
            return name;
        }
    }

    final TestMiniport port = new TestMiniport();
    final VideoPort video = port.video;
    Mdl mdl;
    VpScatterGatherList list;
    long va;
    long common;
    long base;
    Pulong length;
    Pulong out;
    PphysicalAddress logical;
    Kevent event;
    VpDmaAdapter spare;

    VideoCalls() {
        port.timer = ext -> {};
        port.findAdapter =
                (ext, context, args, config, again) -> {
                    video.getAccessRanges(ext, new VideoAccessRange[2]);
                    base = video.getDeviceBase(ext, TestMiniport.REGISTERS, 0x100, false);
                    return port.getAdapter();
                };
        port.start();
        va = port.buffer(0, 0x1000);
        mdl = video.lockBuffer(port, va, 0x1000, VpLockOperation.VpModifyAccess);
        length = port.ulong(0x1000);
        out = port.ulong(0);
        logical = port.kernel.dma().newPhysicalAddress();
        common = video.allocateCommonBuffer(port, port.adapter, 0x1000, logical, true, null);
        spare = video.getDmaAdapter(port, port.description);
        event = video.createEvent(port, EventType.NotificationEvent, true);
    }

    /** Starts an operation whose list is there. */
    VideoCalls open() {
        startDma();
        return this;
    }

    private void startDma() {
        video.startDma(port, port.adapter, mdl, 0, length, (e, a, sg, c) -> list = sg, null, true);
    }

    private static VideoRequestPacket packet() {
        return new RequestPacketFields(0x9000, TestMiniport.IOCTL, 0x8000, 0x100, 0x100);
    }

    private static Call call(String name, At irql, Consumer<VideoCalls> body) {
        return new Call("VideoPort" + name, irql, false, false, body);
    }

    private static Call inIsr(String name, At irql, Consumer<VideoCalls> body) {
        return new Call("VideoPort" + name, irql, true, false, body);
    }

    private static Call access(String name, Consumer<VideoCalls> body) {
        return new Call("VideoPort" + name, At.ANY, true, true, body);
    }

    static List<Call> all() {
        List<Call> calls = new ArrayList<>();
        calls.addAll(settingUp());
        calls.addAll(dma());
        calls.addAll(rest());
        calls.addAll(obsolete());
        calls.addAll(accesses());
        return calls;
    }

    private static List<Call> settingUp() {
        return List.of(
                call(
                        "Initialize",
                        At.PASSIVE,
                        c -> c.video.initialize(c.port.driver, null, c.port.data(), null)),
                call(
                        "GetAccessRanges",
                        At.PASSIVE,
                        c -> c.video.getAccessRanges(c.port, new VideoAccessRange[2])),
                call("VerifyAccessRanges", At.PASSIVE, c -> c.video.verifyAccessRanges(c.port)),
                call(
                        "GetDeviceBase",
                        At.PASSIVE,
                        c -> c.video.getDeviceBase(c.port, TestMiniport.REGISTERS, 4, false)),
                call(
                        "GetBusData",
                        At.UP_TO_DISPATCH,
                        c -> c.video.getBusData(c.port, new byte[4], 0, 4)),
                call(
                        "SetBusData",
                        At.UP_TO_DISPATCH,
                        c -> c.video.setBusData(c.port, new byte[4], 0, 4)),
                call("FreeDeviceBase", At.PASSIVE, c -> c.video.freeDeviceBase(c.port, c.base)));
    }

    private static List<Call> dma() {
        return List.of(
                call(
                        "GetDmaAdapter",
                        At.PASSIVE,
                        c -> c.video.getDmaAdapter(c.port, c.port.description)),
                call("PutDmaAdapter", At.PASSIVE, c -> c.video.putDmaAdapter(c.port, c.spare)),
                call(
                        "AllocateCommonBuffer",
                        At.PASSIVE,
                        c ->
                                c.video.allocateCommonBuffer(
                                        c.port, c.port.adapter, 0x1000, c.logical, true, null)),
                call(
                        "ReleaseCommonBuffer",
                        At.PASSIVE,
                        c ->
                                c.video.releaseCommonBuffer(
                                        c.port,
                                        c.port.adapter,
                                        0x1000,
                                        c.logical.get(),
                                        c.common,
                                        true)),
                call(
                        "LockBuffer",
                        At.PASSIVE,
                        c ->
                                c.video.lockBuffer(
                                        c.port, c.va, 0x1000, VpLockOperation.VpReadAccess)),
                call("UnlockBuffer", At.UP_TO_DISPATCH, c -> c.video.unLockBuffer(c.port, c.mdl)),
                call("StartDma", At.UP_TO_DISPATCH, VideoCalls::startDma),
                call(
                        "CompleteDma",
                        At.UP_TO_DISPATCH,
                        c -> c.video.completeDma(c.port, c.port.adapter, c.list, true)));
    }

    private static List<Call> rest() {
        return List.of(
                inIsr(
                        "QueueDpc",
                        At.FROM_DISPATCH,
                        c -> c.video.queueDpc(c.port, (ext, context) -> {}, null)),
                call(
                        "SynchronizeExecution",
                        At.UP_TO_DISPATCH,
                        c ->
                                c.video.synchronizeExecution(
                                        c.port,
                                        VideoSynchronizePriority.VpLowPriority,
                                        x -> true,
                                        null)),
                call("StartTimer", At.UP_TO_DISPATCH, c -> c.video.startTimer(c.port)),
                call("StopTimer", At.UP_TO_DISPATCH, c -> c.video.stopTimer(c.port)),
                call(
                        "CreateEvent",
                        At.PASSIVE,
                        c -> c.video.createEvent(c.port, EventType.NotificationEvent, false)),
                call("DeleteEvent", At.PASSIVE, c -> c.video.deleteEvent(c.port, c.event)),
                call("SetEvent", At.UP_TO_DISPATCH, c -> c.video.setEvent(c.port, c.event)),
                call("ClearEvent", At.UP_TO_DISPATCH, c -> c.video.clearEvent(c.port, c.event)),
                call(
                        "ReadStateEvent",
                        At.UP_TO_DISPATCH,
                        c -> c.video.readStateEvent(c.port, c.event)),
                call(
                        "WaitForSingleObject",
                        At.PASSIVE,
                        c -> c.video.waitForSingleObject(c.port, c.event, DueTime.IMMEDIATELY)),
                inIsr(
                        "LogError",
                        At.ANY,
                        c -> c.video.logError(c.port, null, VpStatus.ERROR_IO_DEVICE, 7)),
                inIsr("ZeroMemory", At.ANY, c -> c.video.zeroMemory(c.common, 16)),
                inIsr("ZeroDeviceMemory", At.ANY, c -> c.video.zeroDeviceMemory(c.base, 16)),
                call("MoveMemory", At.ANY, c -> c.video.moveMemory(c.common, c.common + 16, 16)));
    }

    private static List<Call> obsolete() {
        return List.of(
                inIsr("EnableInterrupt", At.ANY, c -> c.video.enableInterrupt(c.port)),
                inIsr("DisableInterrupt", At.ANY, c -> c.video.disableInterrupt(c.port)),
                call("DoDma", At.ANY, c -> c.video.doDma(c.port, 0, null)),
                call(
                        "LockPages",
                        At.PASSIVE,
                        c ->
                                c.video.lockPages(
                                        c.port,
                                        packet(),
                                        null,
                                        null,
                                        DmaFlags.VideoPortUnlockAfterDma)),
                call("UnlockPages", At.UP_TO_DISPATCH, c -> c.video.unlockPages(c.port, 0)),
                call(
                        "MapDmaMemory",
                        At.ANY,
                        c -> c.video.mapDmaMemory(c.port, null, 0, c.length, c.out, 0, 0, 0)),
                call("UnmapDmaMemory", At.ANY, c -> c.video.unmapDmaMemory(c.port, 0, 0, 0)),
                call("SetBytesUsed", At.ANY, c -> c.video.setBytesUsed(c.port, 0, 1)),
                call("GetBytesUsed", At.ANY, c -> c.video.getBytesUsed(c.port, 0)),
                call("SetDmaContext", At.ANY, c -> c.video.setDmaContext(c.port, 0, c)),
                call("GetDmaContext", At.ANY, c -> c.video.getDmaContext(c.port, 0)),
                call(
                        "AssociateEventsWithDmaHandle",
                        At.ANY,
                        c -> c.video.associateEventsWithDmaHandle(c.port, null, null, null)),
                call("SignalDmaComplete", At.ANY, c -> c.video.signalDmaComplete(c.port, 0)),
                call("GetMdl", At.ANY, c -> c.video.getMdl(c.port, 7)),
                call(
                        "GetCommonBuffer",
                        At.PASSIVE,
                        c -> c.video.getCommonBuffer(c.port, 0x1000, 0, c.logical, c.out, true)),
                call(
                        "FreeCommonBuffer",
                        At.PASSIVE,
                        c ->
                                c.video.freeCommonBuffer(
                                        c.port, 0x1000, c.common, c.logical.get(), true)));
    }

    private static List<Call> accesses() {
        return List.of(
                access("StallExecution", c -> c.video.stallExecution(3)),
                access("ReadPortUchar", c -> c.video.readPortUchar(TestMiniport.PORTS)),
                access("ReadPortUshort", c -> c.video.readPortUshort(TestMiniport.PORTS)),
                access("ReadPortUlong", c -> c.video.readPortUlong(TestMiniport.PORTS)),
                access("WritePortUchar", c -> c.video.writePortUchar(TestMiniport.PORTS, 1)),
                access("WritePortUshort", c -> c.video.writePortUshort(TestMiniport.PORTS, 1)),
                access("WritePortUlong", c -> c.video.writePortUlong(TestMiniport.PORTS, 1)),
                access("ReadRegisterUchar", c -> c.video.readRegisterUchar(c.base)),
                access("ReadRegisterUshort", c -> c.video.readRegisterUshort(c.base)),
                access("ReadRegisterUlong", c -> c.video.readRegisterUlong(c.base)),
                access("WriteRegisterUchar", c -> c.video.writeRegisterUchar(c.base, 1)),
                access("WriteRegisterUshort", c -> c.video.writeRegisterUshort(c.base, 1)),
                access("WriteRegisterUlong", c -> c.video.writeRegisterUlong(c.base, 1)),
                access(
                        "ReadRegisterBufferUlong",
                        c -> c.video.readRegisterBufferUlong(c.base, new int[2], 2)));
    }

    @Override
    public void close() {
        port.close();
    }
}
