package dev.dreq.tools.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The rules of the house, each with the way to mend a breach. */
@AnalyzeClasses(packages = "dev.dreq", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PLUGIN = "dev.dreq.plugin..";
    private static final String HAL = "dev.dreq.hal..";
    private static final String MACHINE = "dev.dreq.machine..";
    private static final String DEVICES = "dev.dreq.devices..";
    private static final String TOOLS = "dev.dreq.tools..";

    private static final Set<String> BANNED_CALLS =
            Set.of(
                    "java.lang.System.currentTimeMillis",
                    "java.lang.System.nanoTime",
                    "java.lang.Thread.sleep",
                    "java.lang.Math.random",
                    "java.lang.StrictMath.random",
                    "java.time.InstantSource.system",
                    "java.util.UUID.randomUUID",
                    "java.util.concurrent.TimeUnit.sleep");

    private static final Set<String> BANNED_OWNERS =
            Set.of("java.security.SecureRandom", "java.util.concurrent.ThreadLocalRandom");

    private static final Set<String> SEEDED_OWNERS =
            Set.of("java.util.Random", "java.util.SplittableRandom");

    @ArchTest
    static final ArchRule pluginApiStandsAlone =
            classes()
                    .that()
                    .resideInAPackage(PLUGIN)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("java..", "jdk.jfr..", "org.jspecify..", PLUGIN)
                    .because(
                            "a plugin author reads plugin-api and nothing else; move the code that"
                                    + " needs more to the module that uses it");

    @ArchTest
    static final ArchRule halKnowsNoMachineAndNoDevice =
            apart(HAL, MACHINE, DEVICES)
                    .because(
                            "the HAL is software on the machine; reach hardware through CpuBus, or"
                                    + " put what joins the two under tools/");

    @ArchTest
    static final ArchRule machineKnowsNoHalAndNoDevice =
            apart(MACHINE, HAL, DEVICES)
                    .because(
                            "the machine finds every device through ServiceLoader; ask through a"
                                    + " plugin-api interface, or put what joins the two under"
                                    + " tools/");

    @ArchTest
    static final ArchRule devicesKnowNoMachineAndNoHal =
            apart(DEVICES, MACHINE, HAL)
                    .because(
                            "our devices get exactly what a third party's plugin gets; use what"
                                    + " the slot grants, or add it to plugin-api for everybody");

    @ArchTest
    static final ArchRule nothingStandsOnTools =
            noClasses()
                    .that()
                    .resideInAnyPackage(PLUGIN, HAL, MACHINE, DEVICES)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(TOOLS)
                    .because(
                            "tools put the parts together and nothing stands on them; move the"
                                    + " shared class down to plugin-api, or pass it in");

    @ArchTest
    static final ArchRule theRemoteBusKnowsNoMachine =
            classes()
                    .that()
                    .resideInAPackage("dev.dreq.tools.remote.client..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "java..",
                            "org.jspecify..",
                            "com.fasterxml.jackson..",
                            PLUGIN,
                            "dev.dreq.tools.remote.client..")
                    .because(
                            "what reaches a remote machine is to be of use without ours; take what"
                                    + " it needs from plugin-api, or pass it in");

    @ArchTest
    static final ArchRule noWallClockAndNoUnseededRandomness =
            noClasses()
                    .that()
                    .resideInAnyPackage(HAL, MACHINE, DEVICES)
                    .should()
                    .accessTargetWhere(
                            DescribedPredicate.describe(
                                    "is not repeatable", ArchitectureTest::unrepeatable))
                    .because(
                            "same configuration, same inputs, same seed: same trace; take time"
                                    + " from the slot's Clock or from CpuBus, wait with a timer,"
                                    + " and give every random generator a seed");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs =
            noClasses()
                    .that()
                    .resideInAPackage("dev.dreq..")
                    .should()
                    .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
                    .because(
                            "such a name says nothing; name the class after the thing that it is,"
                                    + " or move its methods to the class that they serve");

    @ArchTest
    static final ArchRule theCommandsRoomsStandOneUponAnother =
            slices().matching("dev.dreq.tools.cli.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because(
                            "who reads a room reads what it stands on and nothing else; move what"
                                    + " two rooms share to one that both stand on");

    @ArchTest
    static final ArchRule noRoomKnowsTheEntrance =
            noClasses()
                    .that()
                    .resideInAPackage("dev.dreq.tools.cli.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.dreq.tools.cli")
                    .because(
                            "the entrance sees all rooms; return or throw what it is to know, and"
                                    + " let it find the words and the exit status");

    private static ArchRule apart(String from, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

    /** Also true of a method reference: {@code System::nanoTime}. */
    private static boolean unrepeatable(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getFullName();
        String name = access.getTarget().getName();
        boolean noArguments =
                access.getTarget() instanceof CodeUnitAccessTarget target
                        && target.getRawParameterTypes().isEmpty();
        return BANNED_OWNERS.contains(owner)
                || BANNED_CALLS.contains(owner + "." + name)
                || (SEEDED_OWNERS.contains(owner) && name.equals("<init>") && noArguments)
                || (owner.startsWith("java.time.") && name.equals("now"))
                || (owner.equals("java.time.Clock") && name.matches("(system|tick).+"));
    }
}
