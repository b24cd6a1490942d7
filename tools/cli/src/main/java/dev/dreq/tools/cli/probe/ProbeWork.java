package dev.dreq.tools.cli.probe;

import dev.dreq.tools.cli.job.Stage;
import dev.dreq.tools.cli.job.Target;
import dev.dreq.tools.cli.job.Work;
import dev.dreq.tools.cli.line.DeviceList;
import java.util.List;
import java.util.Set;

/**
 * A look at the devices of some types.
 *
 * @param devices all devices of the machine
 * @param types which of them to look at
 */
public record ProbeWork(DeviceList devices, Set<String> types) implements Work {

    @Override
    public List<Stage> stages(Target target) {
        return List.of(
                new ProbeStage(
                        target.emulated().stream()
                                .filter(device -> types.contains(device.type().name()))
                                .toList()));
    }

    @Override
    public void close() {}
}
