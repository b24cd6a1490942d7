package dev.dreq.tools.remote.qmp;

import dev.dreq.tools.remote.qom.QemuError;
import java.util.List;
import java.util.Map;

/**
 * A command: its name, what it takes, what it does.
 *
 * @param parameters in the order in which they are checked
 * @param isOpen whether it takes others, too
 * @param action is run under the machine's lock
 */
record QmpCommand(String name, List<Parameter> parameters, boolean isOpen, Action action) {

    /** What a command does. */
    @FunctionalInterface
    interface Action {

        /**
         * Does it.
         *
         * @return the answer
         * @throws QemuError if that is not possible
         */
        Object run(Arguments arguments);
    }

    /** A command that returns something. */
    static QmpCommand query(String name, Action action, Parameter... parameters) {
        return new QmpCommand(name, List.of(parameters), false, action);
    }

    /** What a command does that returns nothing. */
    @FunctionalInterface
    interface Effect {
        void run(Arguments arguments);
    }

    /** A command that returns nothing. */
    static QmpCommand effect(String name, Effect effect, Parameter... parameters) {
        return new QmpCommand(name, List.of(parameters), false, answerless(effect));
    }

    /** As {@link #effect}, with further arguments of any name. */
    static QmpCommand open(String name, Effect effect, Parameter... parameters) {
        return new QmpCommand(name, List.of(parameters), true, answerless(effect));
    }

    private static Action answerless(Effect effect) {
        return arguments -> {
            effect.run(arguments);
            return Map.of();
        };
    }

    /** Checks the arguments and does it. */
    Object run(Map<String, Object> arguments) {
        for (Parameter parameter : parameters) {
            Object value = arguments.get(parameter.name());
            if (value != null) {
                parameter.check(value);
            } else if (!parameter.isOptional()) {
                throw QemuError.generic("Parameter '%s' is missing".formatted(parameter.name()));
            }
        }
        if (!isOpen) {
            arguments.keySet().forEach(this::checkDeclared);
        }
        return action.run(new Arguments(arguments));
    }

    private void checkDeclared(String argument) {
        if (parameters.stream().noneMatch(parameter -> parameter.name().equals(argument))) {
            throw QemuError.generic("Parameter '%s' is unexpected".formatted(argument));
        }
    }
}
