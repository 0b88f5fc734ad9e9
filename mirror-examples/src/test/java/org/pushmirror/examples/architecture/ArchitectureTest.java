package org.pushmirror.examples.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.exec.CommandLine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules: who may know whom. */
class ArchitectureTest {

    private static final String CORE = "org.pushmirror.core..";
    private static final String RSYNC = "org.pushmirror.rsync..";
    private static final String SSH = "org.pushmirror.ssh..";
    private static final String EXAMPLES = "org.pushmirror.examples..";
    private static final String COMMONS_EXEC = "org.apache.commons.exec..";
    private static final String JSCH = "com.jcraft..";
    private static final String JACKSON = "tools.jackson..";
    private static final String SLF4J = "org.slf4j..";

    private static JavaClasses library;

    @BeforeAll
    static void readTheClassesOfTheLibrary() {
        Path root = Path.of(System.getProperty("pushmirror.root"));
        library = new ClassFileImporter()
                .importPaths(Stream.of("mirror-core", "mirror-rsync", "mirror-ssh")
                        .map(module -> root.resolve(module).resolve("target/classes"))
                        .toList());
    }

    @Test
    void theCoreStandsAlone() {
        classes()
                .that(resideInAPackage(CORE))
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(CORE, "java..", "javax.crypto..", "org.jspecify..", JACKSON))
                .check(library);
    }

    @Test
    void onlyTheJsonPackageKnowsJackson() {
        noClasses()
                .that(not(resideInAPackage("org.pushmirror.core.json..")))
                .should()
                .dependOnClassesThat(resideInAPackage(JACKSON))
                .check(library);
    }

    @Test
    void theCoreStartsNoProcessNoThreadAndOpensNoConnection() {
        noClasses()
                .that(resideInAPackage(CORE))
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\..*(Socket|URL|URLConnection|HttpClient)")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.ProcessBuilder")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Process")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.Thread")
                .check(library);
    }

    @Test
    void rsyncAndSshNeverSeeEachOther() {
        noClasses()
                .that(resideInAPackage(RSYNC))
                .should()
                .dependOnClassesThat(resideInAnyPackage(SSH, EXAMPLES, JSCH, JACKSON))
                .check(library);
        noClasses()
                .that(resideInAPackage(SSH))
                .should()
                .dependOnClassesThat(resideInAnyPackage(RSYNC, EXAMPLES, COMMONS_EXEC, JACKSON))
                .check(library);
    }

    @Test
    void oneRoomKnowsCommonsExec() {
        noClasses()
                .that(not(resideInAPackage("org.pushmirror.rsync.process..")))
                .should()
                .dependOnClassesThat(resideInAPackage(COMMONS_EXEC))
                .check(library);
    }

    @Test
    void noArgumentIsEverQuotedByCommonsExec() {
        noClasses()
                .should()
                .callMethodWhere(
                        target(owner(equivalentTo(CommandLine.class))).and(target(nameMatching("addArguments?|parse"))))
                .check(library);
    }

    @Test
    void theLibraryPrintsNothing() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(library);
    }

    @Test
    void noThirdPartyTypeIsInAPublicSignature() {
        classes().should(showOnlyOwnAndJavaTypes()).check(library);
    }

    @Test
    void packagesAreNamedAfterSubjects() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..impl..", "..model..", "..common..", "..helper..")
                .check(library);
        noClasses().should().haveSimpleNameEndingWith("Impl").check(library);
    }

    private static ArchCondition<JavaClass> showOnlyOwnAndJavaTypes() {
        return new ArchCondition<>("show only own and Java types") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!isVisible(type)) {
                    return;
                }
                Set<JavaClass> shown = new LinkedHashSet<>();
                type.getRawSuperclass().ifPresent(shown::add);
                shown.addAll(type.getRawInterfaces());
                type.getFields().stream()
                        .filter(field -> isVisible(field.getModifiers()))
                        .map(JavaField::getRawType)
                        .forEach(shown::add);
                type.getCodeUnits().stream()
                        .filter(unit -> isVisible(unit.getModifiers()))
                        .forEach(unit -> shown.addAll(signature(unit)));
                shown.stream()
                        .map(JavaClass::getBaseComponentType)
                        .filter(part -> !part.isPrimitive())
                        .filter(part -> !part.getPackageName().startsWith("java."))
                        .filter(part -> !part.getPackageName().startsWith("org.pushmirror."))
                        .forEach(part -> events.add(SimpleConditionEvent.violated(
                                type, type.getName() + " shows " + part.getName() + " in a public signature")));
            }
        };
    }

    private static List<JavaClass> signature(JavaCodeUnit unit) {
        return Stream.of(
                        Stream.of(unit.getRawReturnType()),
                        unit.getRawParameterTypes().stream(),
                        unit.getExceptionTypes().stream(),
                        unit.getAllInvolvedRawTypes().stream())
                .flatMap(types -> types)
                .toList();
    }

    private static boolean isVisible(JavaClass type) {
        return isVisible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }
}
