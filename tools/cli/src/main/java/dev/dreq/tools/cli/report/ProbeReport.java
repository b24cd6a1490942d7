package dev.dreq.tools.cli.report;

import dev.dreq.machine.DeviceNode;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;

/**
 * What was found of a device that no driver here is for.
 *
 * @param device which
 * @param resources what a driver of it would be started with, in words
 * @param registers those that it declares
 */
public record ProbeReport(DeviceNode device, List<String> resources, List<Reading> registers) {

    /**
     * A declared register.
     *
     * @param place where it is, in words
     * @param name as it is declared
     * @param bytes how wide it is
     * @param value what was read; empty if a read might have had an effect
     */
    public record Reading(String place, String name, int bytes, OptionalLong value) {

        /** The value in as many digits as the register has, or a dash. */
        public String text() {
            return value.isEmpty() ? "-" : HexFormat.of().toHexDigits(value.getAsLong(), 2 * bytes);
        }
    }

    /** Lists that nobody changes. */
    public ProbeReport {
        resources = List.copyOf(resources);
        registers = List.copyOf(registers);
    }
}
