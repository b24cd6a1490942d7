package dev.dreq.tools.testkit.conformance;

import java.util.Random;

/** Its device rolls dice that nobody can roll again. */
final class DiceProvider extends FaultyProvider {

    @Override
    int salt() {
        return new Random().nextInt(1);
    }
}
