package dev.dreq.tools.cli.scaffold;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes; loaded anew beside them, so it speaks in classes of the JDK only. */
public final class JUnitRun {

    private JUnitRun() {}

    /** How many tests passed, then a line for each that failed. */
    public static List<String> of(String... testClasses) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
        for (String testClass : testClasses) {
            request.selectors(selectClass(testClass));
        }
        LauncherFactory.create().execute(request.build(), summary);
        List<String> lines = new ArrayList<>();
        lines.add(Long.toString(summary.getSummary().getTestsSucceededCount()));
        summary.getSummary()
                .getFailures()
                .forEach(
                        failure ->
                                lines.add(
                                        "%s: %s"
                                                .formatted(
                                                        failure.getTestIdentifier()
                                                                .getDisplayName(),
                                                        failure.getException())));
        return lines;
    }
}
