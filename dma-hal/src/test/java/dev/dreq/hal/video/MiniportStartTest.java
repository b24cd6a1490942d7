package dev.dreq.hal.video;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.IoStatusBlock;
import dev.dreq.hal.ke.BugCheck;
import dev.dreq.hal.ke.BugCheckCode;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.ke.StatusException;
import dev.dreq.hal.verifier.Rule;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How a miniport's device comes and goes, and what it owns. */
@Timeout(20)
class MiniportStartTest {
    private final TestMiniport port = new TestMiniport();
    private final VideoPort video = port.video;

    @AfterEach
    void end() {
        port.close();
    }

    static Stream<Arguments> lacking() {
        return Stream.of(
                missing("HwFindAdapter", data -> data.hwFindAdapter(null)),
                missing("HwInitialize", data -> data.hwInitialize(null)),
                missing("HwStartIO", data -> data.hwStartIo(null)),
                missing("device extension", data -> data.hwDeviceExtension(null)),
                missing("HwSetPowerState", data -> data.hwSetPowerState(null)),
                missing("HwGetPowerState", data -> data.hwGetPowerState(null)),
                missing("HwGetVideoChildDescriptor", data -> data.hwGetVideoChildDescriptor(null)),
                missing("HwInitDataSize is 0x0", data -> data.hwInitDataSize(0)),
                missing("NT 4", data -> data.hwInitDataSize(VideoHwInitializationData.NT4_SIZE)));
    }

    private static Arguments missing(
            String word, UnaryOperator<VideoHwInitializationData.Builder> change) {
        return Arguments.of(word, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lacking")
    void aMiniportHasItsRequiredMembers(
            String word, UnaryOperator<VideoHwInitializationData.Builder> change) {
        StatusException raised =
                assertThrows(
                        StatusException.class,
                        () ->
                                port.kernel
                                        .io()
                                        .loadDriver(
                                                "Bad",
                                                (kernel, driver) ->
                                                        video.initialize(
                                                                driver,
                                                                null,
                                                                change.apply(port.builder())
                                                                        .build(),
                                                                null)));
        assertEquals(NtStatus.STATUS_INVALID_PARAMETER, raised.status());
        assertTrue(video.refusal().orElse("").contains(word), video.refusal().toString());
    }

    @Test
    void theEntryPointsAreCalledInOrderAtPassiveLevel() {
        port.findAdapter =
                (ext, context, args, config, again) -> {
                    port.note("HwVidFindAdapter " + context + " " + config.length());
                    assertEquals(TestMiniport.IRQ, config.busInterruptLevel());
                    assertEquals(
                            "\\Registry\\Machine\\System\\CurrentControlSet\\Services\\Test",
                            config.driverRegistryPath());
                    return VpStatus.NO_ERROR;
                };
        port.initialize =
                ext -> {
                    port.note("HwVidInitialize");
                    return true;
                };
        port.startIo =
                (ext, vrp) -> {
                    port.note("HwVidStartIO %x".formatted(vrp.ioControlCode()));
                    vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                    return true;
                };
        port.load();
        assertEquals("\\Device\\Video0", port.device.name());
        assertEquals(NtStatus.STATUS_DEVICE_NOT_READY, port.request().status(), "not open");
        port.kernel.io().create(port.device);
        port.kernel.io().create(port.device);
        port.request();
        assertEquals(
                List.of(
                        "HwVidFindAdapter context 128 at PASSIVE_LEVEL",
                        "HwVidInitialize at PASSIVE_LEVEL",
                        "HwVidStartIO 230400 at PASSIVE_LEVEL"),
                port.seen);
    }

    @Test
    void aDeviceThatIsNotFoundDoesNotStart() {
        port.findAdapter = (ext, context, args, config, again) -> VpStatus.ERROR_DEV_NOT_EXIST;
        assertEquals(
                NtStatus.STATUS_NO_SUCH_DEVICE,
                assertThrows(StatusException.class, port::load).status());
        assertFalse(port.bus.listenedTo(TestMiniport.IRQ));
    }

    @Test
    void aDeviceThatIsNotInitializedDoesNotOpen() {
        port.initialize = ext -> false;
        port.load();
        assertEquals(NtStatus.STATUS_UNSUCCESSFUL, port.kernel.io().create(port.device).status());
        assertEquals(NtStatus.STATUS_DEVICE_NOT_READY, port.request().status());
    }

    @ParameterizedTest(name = "level {0}, vector {1}, HwInterrupt {2}: {3}")
    @CsvSource({
        "0, 0, true, false",
        "11, 0, true, true",
        "0, 11, true, true",
        "11, 11, true, true",
        "11, 11, false, false"
    })
    void theInterruptIsConnectedIfThereIsOneAndSomebodyToCall(
            int level, int vector, boolean routine, boolean connected) {
        port.interrupt = routine ? ext -> false : null;
        port.findAdapter =
                (ext, context, args, config, again) -> {
                    config.setBusInterrupt(level, vector);
                    return VpStatus.NO_ERROR;
                };
        port.start();
        assertEquals(connected, port.bus.listenedTo(TestMiniport.IRQ));
        port.kernel.io().unloadDriver(port.driver);
        assertFalse(port.bus.listenedTo(TestMiniport.IRQ));
    }

    @Test
    void accessRangesAreWhatTheBusGranted() {
        port.start();
        VideoAccessRange[] ranges = new VideoAccessRange[3];
        assertEquals(VpStatus.NO_ERROR, video.getAccessRanges(port, ranges));
        assertArrayEquals(
                new VideoAccessRange[] {
                    VideoAccessRange.memory(TestMiniport.REGISTERS, TestMiniport.REGISTER_BYTES),
                    VideoAccessRange.ports(TestMiniport.PORTS, 2),
                    null
                },
                ranges);
        assertEquals(
                VpStatus.ERROR_MORE_DATA, video.getAccessRanges(port, new VideoAccessRange[1]));
        assertEquals(TestMiniport.PORTS, video.getDeviceBase(port, TestMiniport.PORTS, 2, true));
        assertEquals(0, video.getDeviceBase(port, TestMiniport.PORTS, 3, true), "not claimed");
        assertEquals(0, video.getDeviceBase(port, TestMiniport.PORTS, 2, false), "no memory");
        video.getAccessRanges(port, new VideoAccessRange[0]);
        assertEquals(0, video.getDeviceBase(port, TestMiniport.PORTS, 2, true), "released");
    }

    @Test
    void aRegisterIsReachedThroughItsBase() {
        port.start();
        video.getAccessRanges(port, new VideoAccessRange[2]);
        long base = video.getDeviceBase(port, TestMiniport.REGISTERS + 0x10, 0x20, false);
        video.writeRegisterUlong(base, 0x1234_5678);
        assertEquals(0x1234_5678, port.bus.load32(TestMiniport.REGISTERS + 0x10));
        assertEquals(0x1234, video.readRegisterUshort(base + 2));
        assertEquals(0x78, video.readRegisterUchar(base));
        video.writeRegisterBufferUshort(base + 8, new short[] {1, -2}, 2);
        short[] back = new short[2];
        video.readRegisterBufferUshort(base + 8, back, 2);
        assertArrayEquals(new short[] {1, -2}, back);
        video.writePortUshort(TestMiniport.PORTS, 0x1FF);
        assertEquals("out8 1ce ff", port.bus.accesses().get(port.bus.accesses().size() - 1));
        video.freeDeviceBase(port, base);
        assertThrows(BugCheck.class, () -> video.readRegisterUlong(base));
        assertThrows(BugCheck.class, () -> video.freeDeviceBase(port, base));
    }

    @Test
    void twoAdaptersDoNotClaimTheSameUnlessBothShareIt() {
        port.start();
        Object second = new Object();
        port.kernel
                .io()
                .loadDriver(
                        "Second",
                        (kernel, driver) ->
                                video.initialize(
                                        driver,
                                        null,
                                        port.builder()
                                                .hwInterrupt(null)
                                                .hwFindAdapter((e, c, a, i, g) -> VpStatus.NO_ERROR)
                                                .hwDeviceExtension(() -> second)
                                                .build(),
                                        null),
                        TestMiniport.resources());
        VideoAccessRange mine = VideoAccessRange.ports(0x3B0, 0x30);
        VideoAccessRange theirs = VideoAccessRange.ports(0x3C0, 0x10);
        assertEquals(VpStatus.NO_ERROR, video.verifyAccessRanges(port, mine));
        assertEquals(VpStatus.ERROR_INVALID_PARAMETER, video.verifyAccessRanges(second, theirs));
        assertEquals(
                VpStatus.ERROR_INVALID_PARAMETER,
                video.verifyAccessRanges(second, theirs.shareable()),
                "one side shares");
        assertEquals(VpStatus.NO_ERROR, video.verifyAccessRanges(port, mine.shareable()));
        assertEquals(VpStatus.NO_ERROR, video.verifyAccessRanges(second, theirs.shareable()));
        assertEquals(VpStatus.NO_ERROR, video.verifyAccessRanges(second));
        assertEquals(
                VpStatus.NO_ERROR,
                video.verifyAccessRanges(second, VideoAccessRange.memory(0x3C0, 0x10)),
                "memory is not ports");
    }

    @Test
    void childrenAreAskedForUntilThereAreNoMore() {
        port.children =
                (ext, info, type, descriptor, uId, unused) -> {
                    port.note("child " + info.childIndex());
                    if (info.childIndex() == 2) {
                        return VpStatus.ERROR_INVALID_NAME;
                    }
                    if (info.childIndex() == 4) {
                        return VpStatus.ERROR_NO_MORE_DEVICES;
                    }
                    port.kernel.mm().fill(descriptor, info.childDescriptorSize(), 0xA5);
                    type.set(VideoChildType.Monitor.value());
                    uId.set(100 + info.childIndex());
                    return VpStatus.ERROR_CONTINUE;
                };
        port.load();
        assertEquals(List.of(), video.children(port.device), "not before HwVidInitialize");
        port.kernel.io().create(port.device);
        List<VideoChild> children = video.children(port.device);
        assertEquals(List.of(101, 103), children.stream().map(VideoChild::uId).toList());
        assertEquals((byte) 0xA5, children.get(0).edid()[255]);
        assertEquals("child 4 at PASSIVE_LEVEL", port.seen.get(3));
    }

    @Test
    void aPowerStateIsSetIfTheMiniportSupportsIt() {
        port.start();
        assertEquals(
                VpStatus.NO_ERROR, video.setPowerState(port.device, VideoPowerState.VideoPowerOff));
        assertEquals(
                VpStatus.ERROR_INVALID_PARAMETER,
                video.setPowerState(port.device, VideoPowerState.VideoPowerHibernate));
        assertEquals(List.of("set VideoPowerOff at PASSIVE_LEVEL"), port.seen);
    }

    @Test
    void aVideoDeviceIsNotStoppedToMoveItsResources() {
        port.start();
        VideoDevice device = MiniportDriver.of(port.device);
        assertEquals(NtStatus.STATUS_UNSUCCESSFUL, port.kernel.io().stopDevice(device.physical()));
        assertEquals(NtStatus.STATUS_SUCCESS, port.request().status());
    }

    @Test
    void unloadingResetsTheHardwareAndGivesEverythingBack() {
        port.timer = ext -> port.note("HwVidTimer");
        port.resetBody = () -> port.note("HwVidResetHw");
        port.start();
        video.getAccessRanges(port, new VideoAccessRange[2]);
        long base = video.getDeviceBase(port, TestMiniport.REGISTERS, 4, false);
        video.startTimer(port);
        port.kernel.io().unloadDriver(port.driver);
        assertEquals(List.of("HwVidResetHw at HIGH_LEVEL"), port.seen);
        assertNull(port.driver.deviceObject());
        assertThrows(BugCheck.class, () -> video.readRegisterUlong(base));
        assertThrows(BugCheck.class, () -> video.startTimer(port));
    }

    @Test
    void aBufferLeftLockedIsNoticedWhenTheDeviceGoes() {
        port.start();
        video.lockBuffer(port, port.buffer(0, 16), 16, VpLockOperation.VpReadAccess);
        BugCheck stop = TestMiniport.stop(() -> port.kernel.io().unloadDriver(port.driver));
        assertEquals(Rule.WRONG_LOCK.code(), stop.parameter(1));
        assertEquals(1, stop.parameter(3));
    }

    @Test
    void inputAndOutputAreTheSameMemory() {
        port.startIo =
                (ext, vrp) -> {
                    assertEquals(vrp.inputBuffer(), vrp.outputBuffer());
                    byte[] data = new byte[4];
                    port.kernel.mm().read(vrp.inputBuffer(), data, 0, 4);
                    data[0]++;
                    port.kernel.mm().write(vrp.outputBuffer(), data, 0, 4);
                    vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                    vrp.statusBlock().setInformation(4);
                    return true;
                };
        port.start();
        long va = port.buffer(0, 0x20);
        port.kernel.mm().write(va, new byte[] {41, 2, 3, 4}, 0, 4);
        IoStatusBlock result =
                port.kernel
                        .io()
                        .deviceControl(port.device, TestMiniport.IOCTL, va, 4, va + 0x10, 8);
        assertEquals(4, result.information());
        byte[] out = new byte[4];
        port.kernel.mm().read(va + 0x10, out, 0, 4);
        assertArrayEquals(new byte[] {42, 2, 3, 4}, out);
    }

    @Test
    void aRequestThatIsNotBufferedIsRefused() {
        port.start();
        assertEquals(
                NtStatus.STATUS_INVALID_PARAMETER,
                port.kernel
                        .io()
                        .deviceControl(port.device, TestMiniport.IOCTL | 3, 0, 0, 0, 0)
                        .status());
    }

    @Test
    void aPacketIsFinishedInHwVidStartIoAndWithinItsBuffer() {
        port.startIo = (ext, vrp) -> false;
        port.start();
        assertTrue(TestMiniport.stop(port::request).getMessage().contains("returned FALSE"));
    }

    @Test
    void moreInformationThanThereIsRoomForIsABugCheck() {
        port.startIo =
                (ext, vrp) -> {
                    vrp.statusBlock().setStatus(VpStatus.NO_ERROR);
                    vrp.statusBlock().setInformation(1);
                    return true;
                };
        port.start();
        BugCheck stop = TestMiniport.stop(port::request);
        assertEquals(BugCheckCode.DRIVER_VERIFIER_DETECTED_VIOLATION, stop.code());
        assertTrue(stop.getMessage().contains("Information"), stop.getMessage());
    }

    @Test
    void whatTheMiniportDoesNotKnowIsAnInvalidFunction() {
        port.startIo = (ext, vrp) -> true;
        port.start();
        assertEquals(NtStatus.STATUS_NOT_IMPLEMENTED, port.request().status());
    }

    @Test
    void devicesAreNumbered() {
        port.start();
        Object second = new Object();
        var driver =
                port.kernel
                        .io()
                        .loadDriver(
                                "Second",
                                (kernel, object) ->
                                        video.initialize(
                                                object,
                                                null,
                                                port.builder()
                                                        .hwInterrupt(null)
                                                        .hwFindAdapter(
                                                                (e, c, a, i, g) ->
                                                                        VpStatus.NO_ERROR)
                                                        .hwDeviceExtension(() -> second)
                                                        .build(),
                                                null),
                                TestMiniport.resources());
        assertNotEquals(port.device.name(), driver.deviceObject().name());
        assertEquals("\\Device\\Video1", driver.deviceObject().name());
    }
}
