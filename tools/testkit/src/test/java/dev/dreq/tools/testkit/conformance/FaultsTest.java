package dev.dreq.tools.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.dreq.plugin.DeviceProvider;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault is caught by its own rule, and no other rule cries out. */
class FaultsTest {

    private static DeviceProvider provider(Fault fault) {
        return switch (fault) {
            case NOT_LISTED -> new UnlistedProvider();
            case ASKS_THE_WALL_CLOCK -> new WallClockProvider();
            case STARTS_A_THREAD -> new ThreadProvider();
            case ROLLS_DICE -> new DiceProvider();
            case TELLS_A_WRONG_COUNT, KEEPS_THE_BURST -> new FaultyCardProvider(fault);
            default -> new FaultyProvider(fault);
        };
    }

    /** What breaks which rule says it breaks; that may be another one, which got in its way. */
    private static Map<Rule, BrokenRule> broken(DeviceProvider provider, Set<Rule> rules) {
        Map<Rule, BrokenRule> broken = new EnumMap<>(Rule.class);
        for (Rule rule : rules) {
            try {
                DeviceConformance.check(provider, Map.of(), rule, Set.of());
            } catch (BrokenRule found) {
                broken.put(rule, found);
            }
        }
        return broken;
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE"},
            mode = EnumSource.Mode.EXCLUDE)
    void isCaughtByItsOwnRuleAndByNoOther(Fault fault) {
        Map<Rule, BrokenRule> broken = broken(provider(fault), EnumSet.allOf(Rule.class));
        assertTrue(broken.containsKey(fault.rule()), () -> fault + " is not caught: " + broken);
        assertEquals(fault.rule(), broken.get(fault.rule()).rule());
        Set<Rule> said = new TreeSet<>();
        broken.values().forEach(found -> said.add(found.rule()));
        said.remove(fault.rule());
        said.removeAll(fault.follow());
        // A provider of its own is not listed either.
        if (provider(fault) instanceof FaultyProvider faulty
                && faulty.getClass() != FaultyProvider.class) {
            said.remove(Rule.FOUND_BY_SERVICE_LOADER);
        }
        assertEquals(Set.of(), said, broken::toString);
    }

    @Test
    void thereIsAFaultForEachRule() {
        Set<Rule> rules = EnumSet.allOf(Rule.class);
        for (Fault fault : Fault.values()) {
            rules.remove(fault.rule());
        }
        assertEquals(Set.of(), rules);
    }

    @Test
    void withoutAFaultNothingIsCaught() {
        Set<Rule> all = EnumSet.allOf(Rule.class);
        assertEquals(Map.of(), broken(new FaultyProvider(), all));
        assertEquals(Map.of(), broken(new FaultyCardProvider(), all));
    }

    @Test
    void theMessageSaysWhatWhereAndHowToMendIt() {
        BrokenRule found =
                broken(provider(Fault.THROWS_AT_A_VALUE), EnumSet.of(Rule.GUEST_NEVER_THROWS))
                        .get(Rule.GUEST_NEVER_THROWS);
        String message = found.getMessage();
        assertTrue(message.startsWith("guest-never-throws is broken: faulty0 threw"), message);
        assertTrue(message.contains("a command that nobody knows"), message);
        assertTrue(message.contains("(COMMAND)"), message);
        assertTrue(message.contains("To mend it: treat the guest's mistake as a value"), message);
    }
}
