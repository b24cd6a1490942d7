package dev.dreq.tools.testkit.junit;

import dev.dreq.hal.Kernel;
import dev.dreq.hal.io.DeviceObject;
import dev.dreq.hal.io.DriverObject;
import dev.dreq.machine.DeviceNode;
import dev.dreq.machine.Machine;
import dev.dreq.plugin.cpu.CpuBus;
import dev.dreq.tools.testkit.bus.FaultyBus;
import dev.dreq.tools.testkit.bus.RecordingBus;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Behind {@link OnMachine}: a {@link Rig} for each test, its parts as parameters, its end. */
@SuppressWarnings("exports") // who uses it has JUnit; who plugs in a loop-back device needs none
public final class MachineExtension
        implements BeforeEachCallback, ParameterResolver, InvocationInterceptor, AfterEachCallback {

    private static final ExtensionContext.Namespace OURS =
            ExtensionContext.Namespace.create(MachineExtension.class);
    private static final String OUTPUT = "dreq.output";
    private static final Path DEFAULT_OUTPUT =
            Path.of(System.getProperty("basedir", ""), "target", "dreq");
    private static final Pattern INVOCATION = Pattern.compile("invocation:#(\\d+)]$");

    private static final Map<Class<?>, Function<Taking, Object>> PARAMETERS =
            Map.of(
                    Machine.class, taking -> taking.rig().machine(),
                    DeviceNode.class, Taking::node,
                    Kernel.class, taking -> taking.rig().kernel(),
                    DriverObject.class, taking -> taking.driver().driver(),
                    DeviceObject.class, taking -> taking.driver().device(),
                    CpuBus.class, taking -> taking.rig().bus(),
                    RecordingBus.class, taking -> taking.rig().recordingBus(),
                    FaultyBus.class, taking -> taking.rig().faultyBus());

    /** For JUnit. */
    public MachineExtension() {}

    /** What a parameter is to be made of. */
    private record Taking(Rig rig, ParameterContext parameter, ExtensionContext context) {

        Optional<DeviceNode> named() {
            return parameter
                    .findAnnotation(DeviceName.class)
                    .map(annotation -> rig.device(annotation.value()));
        }

        DeviceNode node() {
            return named().orElseGet(rig::onlyDevice);
        }

        StartedDriver driver() {
            return context.getTestInstances()
                    .map(instances -> new DriverMethods(rig, instances))
                    .orElseThrow(
                            () ->
                                    new ParameterResolutionException(
                                            "a constructor can take no driver, for its object has the @Drives method; take it in @BeforeEach or the test"))
                    .start(named());
        }
    }

    /** Constructors take parts of the same machine as the test. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        evidence(context).clear();
        rig(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "a machine lives for one test; take %s in @BeforeEach, @AfterEach or the test"
                            .formatted(parameter.getParameter().getType().getSimpleName()));
        }
        Rig rig = rig(context);
        List<Class<?>> all = List.of(parameter.getDeclaringExecutable().getParameterTypes());
        // Whichever way round they stand: a kernel keeps the bus that it boots on.
        if (all.contains(FaultyBus.class)) {
            rig.faultyBus();
        }
        if (all.contains(RecordingBus.class)) {
            rig.recordingBus();
        }
        Function<Taking, Object> part = PARAMETERS.get(parameter.getParameter().getType());
        if (part == null) {
            throw new IllegalStateException("not supported: " + parameter);
        }
        return part.apply(new Taking(rig, parameter, context));
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    @Override
    public void interceptDynamicTest(
            Invocation<@Nullable Void> invocation,
            DynamicTestInvocationContext test,
            ExtensionContext context)
            throws Throwable {
        try {
            proceed(invocation, context);
        } catch (Throwable thrown) {
            rig(context).failed(thrown);
            throw thrown;
        }
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> method,
            ExtensionContext context)
            throws Throwable {
        proceed(invocation, context);
    }

    /** As a thread of the kernel, if one runs. */
    private static void proceed(Invocation<@Nullable Void> invocation, ExtensionContext context)
            throws Throwable {
        Optional<Kernel> kernel = rig(context).running();
        if (kernel.isEmpty()) {
            invocation.proceed();
            return;
        }
        kernel.get()
                .run(
                        context.getDisplayName(),
                        () -> {
                            inKernel(invocation);
                            return context;
                        });
    }

    private static void inKernel(Invocation<@Nullable Void> invocation) throws Exception {
        try {
            invocation.proceed();
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable neither) {
            throw new UndeclaredThrowableException(neither);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        Rig rig = rig(context);
        Optional<Throwable> failure = context.getExecutionException().or(rig::failure);
        if (failure.isPresent()) {
            leave(context, rig, failure.get());
            return;
        }
        try {
            rig.unload();
        } catch (RuntimeException | Error thrown) {
            leave(context, rig, thrown);
            throw thrown;
        }
    }

    private static void leave(ExtensionContext context, Rig rig, Throwable failure)
            throws IOException {
        if (failure instanceof TestAbortedException) {
            return;
        }
        Evidence evidence = evidence(context);
        evidence.write(name(context), rig, failure);
        context.publishReportEntry("dreq", evidence.folder().toString());
        System.err.printf(
                "%s failed; its report, DMA transfers, screens and recording are in %s%n",
                name(context), evidence.folder());
    }

    private static Evidence evidence(ExtensionContext context) {
        Path output = context.getConfigurationParameter(OUTPUT, Path::of).orElse(DEFAULT_OUTPUT);
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        String method = context.getRequiredTestMethod().getName();
        return new Evidence(
                output.resolve(context.getRequiredTestClass().getName())
                        .resolve(invocation.find() ? method + "-" + invocation.group(1) : method));
    }

    private static String name(ExtensionContext context) {
        String method = context.getRequiredTestMethod().getName();
        String shown = context.getDisplayName();
        return "%s.%s"
                .formatted(
                        context.getRequiredTestClass().getName(),
                        shown.startsWith(method) ? shown : method + " " + shown);
    }

    /** The test's rig, which JUnit closes with its context. */
    private static Rig rig(ExtensionContext context) {
        return context.getStore(OURS)
                .getOrComputeIfAbsent(
                        Rig.class, key -> new Rig(options(context), name(context)), Rig.class);
    }

    private static MachineOptions options(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        Optional<OnMachine> onMethod = AnnotationSupport.findAnnotation(method, OnMachine.class);
        if (onMethod.isPresent()) {
            return new MachineOptions(onMethod.get(), method.getName());
        }
        for (Class<?> type = context.getRequiredTestClass();
                type != null;
                type = type.getEnclosingClass()) {
            Optional<OnMachine> onClass = AnnotationSupport.findAnnotation(type, OnMachine.class);
            if (onClass.isPresent()) {
                return new MachineOptions(onClass.get(), type.getSimpleName());
            }
        }
        throw new ExtensionConfigurationException(
                "there is no machine for %s; put @OnMachine on it or on its class"
                        .formatted(method));
    }
}
