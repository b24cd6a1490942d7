package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.io.DriverEntry;
import dev.dreq.machine.DeviceNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The {@link Drives} methods of a test's class and of those that it is nested in. */
final class DriverMethods {
    private final Rig rig;
    private final List<DriverMethod> methods = new ArrayList<>();

    private record DriverMethod(Method method, Object instance, DeviceNode device) {

        DriverEntry call() {
            Object entry = ReflectionSupport.invokeMethod(method, instance);
            if (entry == null) {
                throw new ExtensionConfigurationException(
                        words(method) + " returns null; return the driver's DriverEntry");
            }
            return (DriverEntry) entry;
        }
    }

    DriverMethods(Rig rig, TestInstances instances) {
        this.rig = rig;
        for (Object instance : instances.getAllInstances()) {
            for (Method method :
                    AnnotationSupport.findAnnotatedMethods(
                            instance.getClass(), Drives.class, HierarchyTraversalMode.TOP_DOWN)) {
                add(method, instance);
            }
        }
    }

    private void add(Method method, Object instance) {
        if (method.getParameterCount() != 0
                || !DriverEntry.class.isAssignableFrom(method.getReturnType())) {
            throw new ExtensionConfigurationException(
                    "%s must take nothing and return a DriverEntry".formatted(words(method)));
        }
        DeviceNode device = rig.device(method.getAnnotation(Drives.class).value());
        methods.stream()
                .filter(other -> other.device() == device)
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new ExtensionConfigurationException(
                                    "%s and %s both give a driver of %s; a device has one"
                                            .formatted(
                                                    words(other.method()),
                                                    words(method),
                                                    device.name()));
                        });
        methods.add(new DriverMethod(method, instance, device));
    }

    private static String words(Method method) {
        return "@Drives method %s.%s"
                .formatted(method.getDeclaringClass().getSimpleName(), method.getName());
    }

    /** The driver of a device, or of the only one that has a driver. */
    StartedDriver start(Optional<DeviceNode> device) {
        List<DriverMethod> fitting =
                methods.stream()
                        .filter(method -> device.isEmpty() || method.device() == device.get())
                        .toList();
        if (fitting.isEmpty()) {
            throw new ParameterResolutionException(
                    "no driver is named for %s; write a method with @Drives(\"%s\") that returns its DriverEntry"
                            .formatted(
                                    device.map(DeviceNode::name).orElse("any device"),
                                    device.map(DeviceNode::name).orElse("the device")));
        }
        if (fitting.size() > 1) {
            throw new ParameterResolutionException(
                    "which driver? Say so with @DeviceName; there are drivers of "
                            + fitting.stream().map(method -> method.device().name()).toList());
        }
        DriverMethod method = fitting.get(0);
        return rig.driver(method.device(), method.method().getName(), method::call);
    }
}
