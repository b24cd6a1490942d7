package dev.dreq.tools.testkit.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** How the tests of a class went. */
final class Outcome implements TestExecutionListener {
    private final List<String> passed = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final List<String> reported = new ArrayList<>();

    private Outcome() {}

    /** Runs a class; failed tests leave what they leave in a folder. */
    static Outcome of(Class<?> tests, Path output) {
        Outcome outcome = new Outcome();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(tests))
                                .configurationParameter("dreq.output", output.toString())
                                .build(),
                        outcome);
        return outcome;
    }

    List<String> passed() {
        return passed;
    }

    List<Throwable> failures() {
        return failures;
    }

    /** What the only failure says. */
    String message() {
        if (failures.size() != 1) {
            throw new AssertionError("failures: " + failures);
        }
        return failures.get(0).getMessage();
    }

    /** The values that tests have published. */
    List<String> reported() {
        return reported;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        result.getThrowable().ifPresent(failures::add);
        if (test.isTest() && result.getThrowable().isEmpty()) {
            passed.add(test.getDisplayName());
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        reported.addAll(entry.getKeyValuePairs().values());
    }
}
