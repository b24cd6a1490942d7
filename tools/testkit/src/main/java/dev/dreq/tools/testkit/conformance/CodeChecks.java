package dev.dreq.tools.testkit.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a device's code calls: the provider's class and, from there on, every class out of the same
 * jar or folder that it refers to.
 */
final class CodeChecks {

    private static final Pattern WALL_CLOCK =
            Pattern.compile(
                    "java/lang/System\\.(currentTimeMillis|nanoTime):.*"
                            + "|java/lang/Thread\\.sleep:.*"
                            + "|java/util/concurrent/TimeUnit\\.sleep:.*"
                            + "|java/util/concurrent/locks/LockSupport\\.park.*"
                            + "|java/time/\\w+\\.now:.*"
                            + "|java/time/Clock\\.(system|tick).*"
                            + "|java/time/InstantSource\\.system:.*"
                            + "|java/util/Date\\.<init>:\\(\\)V"
                            + "|java/util/Calendar\\.getInstance:.*");

    private static final Pattern THREADS =
            Pattern.compile(
                    "java/lang/Thread\\.(<init>|start|startVirtualThread|ofVirtual|ofPlatform):.*"
                            + "|java/util/Timer\\.<init>:.*"
                            + "|java/util/concurrent/Executors\\..*"
                            + "|java/util/concurrent/(ThreadPoolExecutor"
                            + "|ScheduledThreadPoolExecutor|ForkJoinPool)\\..*"
                            + "|java/util/concurrent/CompletableFuture\\.\\w*Async:.*"
                            + "|java/util/\\w+\\.parallelStream:.*"
                            + "|java/util/stream/\\w+\\.parallel:.*");

    private static final Pattern CHANCE =
            Pattern.compile(
                    "java/lang/(Strict)?Math\\.random:.*"
                            + "|java/util/(Random|SplittableRandom)\\.<init>:\\(\\)V"
                            + "|java/security/SecureRandom\\..*"
                            + "|java/util/concurrent/ThreadLocalRandom\\..*"
                            + "|java/util/UUID\\.randomUUID:.*"
                            + "|java/lang/System\\.identityHashCode:.*");

    private CodeChecks() {}

    /** Looks for calls that a rule forbids. */
    static void calls(Bench bench, Rule rule) {
        Pattern forbidden =
                rule == Rule.NO_WALL_CLOCK
                        ? WALL_CLOCK
                        : rule == Rule.NO_THREADS ? THREADS : CHANCE;
        Class<?> provider = bench.provider().getClass();
        String start = provider.getName().replace('.', '/');
        String root = root(provider, start);
        Set<String> seen = new LinkedHashSet<>(Set.of(start));
        Deque<String> left = new ArrayDeque<>(seen);
        while (!left.isEmpty()) {
            String name = left.remove();
            ClassFile file = read(provider, name, root);
            for (String call : file.calls()) {
                if (forbidden.matcher(call).matches()) {
                    throw new BrokenRule(
                            rule,
                            "%s calls %s"
                                    .formatted(
                                            name.replace('/', '.'),
                                            call.substring(0, call.indexOf(':'))
                                                    .replace('/', '.')));
                }
            }
            file.classes().stream().filter(seen::add).forEach(left::add);
        }
    }

    private static String root(Class<?> provider, String name) {
        URL url = provider.getResource("/" + name + ".class");
        if (url == null) {
            throw new IllegalStateException("no class file of " + provider.getName());
        }
        String text = url.toString();
        return text.substring(0, text.length() - name.length() - ".class".length());
    }

    /** A class from elsewhere refers to nothing that matters. */
    private static ClassFile read(Class<?> provider, String name, String root) {
        URL url = provider.getResource("/" + name + ".class");
        if (url == null || !url.toString().startsWith(root)) {
            return new ClassFile(List.of(), List.of());
        }
        try (InputStream in = url.openStream()) {
            return ClassFile.read(in);
        } catch (IOException e) {
            throw new IllegalStateException("class file %s cannot be read".formatted(name), e);
        }
    }
}
