package dev.dreq.tools.testkit.steps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.ke.Kthread;
import dev.dreq.hal.ke.NtStatus;
import dev.dreq.hal.pci.PciDevice;
import dev.dreq.machine.ConfigurationException;
import dev.dreq.machine.DeviceNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Hardware is pulled out before the n-th access of a request and another of its kind is plugged in,
 * again and again on one machine. The request ends; the kernel finds the newcomer; the driver
 * starts on it, its next request is right, and nothing is left of the ones before.
 */
@Timeout(300)
class PlugTest {

    /** When the newcomer is there. */
    enum Newcomer {
        /** After the driver of the old one is gone. */
        LATER,
        /** At once, and found before the driver of the old one is told. */
        AT_ONCE;

        /**
         * Whether a request that was in progress may fail so: at once there is a device, which is
         * silent, and not nobody.
         */
        boolean allows(NtStatus end) {
            return end == NtStatus.STATUS_NO_SUCH_DEVICE
                    || (this == AT_ONCE
                            && (end == NtStatus.STATUS_IO_TIMEOUT
                                    || end == NtStatus.STATUS_IO_DEVICE_ERROR));
        }
    }

    private static int next(int step) {
        return step + 1 + step / 16;
    }

    private static void plugAgainAndAgain(DisplaySubject subject, Newcomer newcomer) {
        long freePages = subject.warmUp();
        Subject.Holdings before = subject.holdings();
        boolean[] again = {true};
        int failed = 0;
        for (int step = 1; again[0]; step = next(step)) {
            String when = "%s, unplugged before access %d".formatted(newcomer, step);
            again[0] = false;
            Subject.Sent sent = subject.build();
            subject.bus.arm(
                    step,
                    () -> {
                        again[0] = true;
                        subject.node().unplug();
                        if (newcomer == Newcomer.AT_ONCE) {
                            subject.plug();
                        }
                    });
            NtStatus status = subject.complete(sent);
            subject.bus.disarm();
            if (status == NtStatus.STATUS_SUCCESS) {
                subject.assertMoved();
            } else {
                failed++;
                assertTrue(newcomer.allows(status), () -> when + " it ended with " + status);
            }
            if (!again[0]) {
                break;
            }
            DeviceObject old = subject.device();
            if (newcomer == Newcomer.AT_ONCE) {
                subject.discover();
            }
            subject.kernel.io().surpriseRemoval(old);
            subject.kernel.io().removeDevice(old);
            if (newcomer == Newcomer.LATER) {
                assertEquals(2, subject.kernel.pci().enumerate().size(), when);
                subject.plug();
                subject.discover();
            }
            assertNotEquals(old, subject.device(), when);
            subject.addAndStart();
            assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()), when);
            subject.assertMoved();
            assertEquals(before, subject.holdings(), when);
            assertEquals(3, subject.kernel.pci().enumerate().size(), when);
            assertEquals(1, subject.machine.devices().size(), when);
        }
        assertTrue(failed > 5, "%d requests failed".formatted(failed));
        assertEquals(freePages, subject.kernel.mm().freePageFrames());
        subject.kernel.io().unloadDriver(subject.driver);
        assertEquals(List.of(), subject.kernel.ke().reports());
    }

    static Stream<Arguments> pathsAndNewcomers() {
        return Stream.of("single", "sg", "sg-list", "ring")
                .flatMap(
                        path ->
                                Stream.of(Newcomer.values())
                                        .map(newcomer -> Arguments.of(path, newcomer)));
    }

    @ParameterizedTest
    @MethodSource("pathsAndNewcomers")
    void theBusMasterGoesOnWithANewAdapter(String path, Newcomer newcomer) {
        try (DisplaySubject subject =
                DisplaySubject.busMaster(false, Map.of(), 5, Map.of("path", path))) {
            plugAgainAndAgain(subject, newcomer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void theMiniportGoesOnWithANewAdapter(String irq) {
        try (DisplaySubject subject =
                DisplaySubject.miniport(false, Map.of(), 5, Map.of("irq", irq))) {
            plugAgainAndAgain(subject, Newcomer.LATER);
        }
    }

    private static List<DeviceObject> others(DisplaySubject subject) {
        return subject.kernel.pci().enumerate().stream()
                .filter(found -> found.matches("PCI\\VEN_1234&DEV_1111"))
                .map(PciDevice::physicalDevice)
                .filter(found -> found != subject.device())
                .toList();
    }

    /** A second adapter is found and started, or its driver removed, as plug and play does. */
    private static void lookAgain(DisplaySubject subject, List<DeviceObject> started) {
        List<DeviceObject> found = others(subject);
        for (DeviceObject gone : started.stream().filter(one -> !found.contains(one)).toList()) {
            subject.kernel.io().surpriseRemoval(gone);
            subject.kernel.io().removeDevice(gone);
            started.remove(gone);
        }
        for (DeviceObject added : found.stream().filter(one -> !started.contains(one)).toList()) {
            subject.kernel.io().addDevice(subject.driver, added);
            assertEquals(NtStatus.STATUS_SUCCESS, subject.kernel.io().startDevice(added));
            started.add(added);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "sg", "ring"})
    void anotherThatComesAndGoesDoesNotDisturbOneWhoseDmaIsInFlight(String path) {
        try (DisplaySubject subject = DisplaySubject.among(List.of(), Map.of("path", path))) {
            subject.warmUp();
            List<DeviceObject> started = new ArrayList<>();
            Subject.Holdings before = subject.holdings();
            int happened = 0;
            boolean again = true;
            for (int step = 1; again; step = next(step)) {
                String when = "before access " + step;
                List<Kthread> threads = new ArrayList<>();
                boolean plug = started.isEmpty();
                Subject.Sent sent = subject.build();
                subject.bus.arm(
                        step,
                        () -> {
                            if (plug) {
                                subject.plug();
                            } else {
                                subject.machine.device("display1").orElseThrow().unplug();
                            }
                            threads.add(
                                    subject.kernel
                                            .ke()
                                            .queueSystemThread(
                                                    "plug and play",
                                                    15,
                                                    context -> lookAgain(subject, started),
                                                    null));
                        });
                assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(sent), when);
                subject.bus.disarm();
                subject.assertMoved();
                threads.forEach(subject.kernel.ke()::waitForSingleObject);
                again = !threads.isEmpty();
                happened += threads.size();
                assertEquals(before, subject.holdings(), when);
            }
            assertTrue(happened > 10, "it happened %d times".formatted(happened));
            assertEquals(List.of(), subject.kernel.ke().reports());
        }
    }

    @Test
    void onAFullBusASlotMustBecomeFreeFirst() {
        try (DisplaySubject subject =
                DisplaySubject.among(
                        Collections.nCopies(29, "loopback-master"), Map.of("path", "sg"))) {
            subject.warmUp();
            for (int again = 0; again < 3; again++) {
                assertEquals(
                        "display1 finds no free PCI slot; there are 02..1f",
                        assertThrows(ConfigurationException.class, subject::plug).getMessage());
                DeviceObject old = subject.device();
                Subject.Sent sent = subject.build();
                subject.bus.arm(20, () -> subject.node().unplug());
                assertEquals(NtStatus.STATUS_NO_SUCH_DEVICE, subject.complete(sent));
                subject.kernel.io().surpriseRemoval(old);
                subject.kernel.io().removeDevice(old);
                subject.plug();
                assertEquals(
                        30,
                        subject.machine.devices().stream()
                                .map(DeviceNode::name)
                                .distinct()
                                .count());
                subject.discover();
                subject.addAndStart();
                assertEquals(NtStatus.STATUS_SUCCESS, subject.complete(subject.build()));
                subject.assertMoved();
            }
        }
    }
}
