package org.pushmirror.core.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.mirrorlist.MirrorList;
import org.pushmirror.core.push.PushPause.Until;
import org.pushmirror.core.sync.ArchiveName;

class PushOrderTest {

    private static final PushTarget A = target("a");
    private static final PushTarget B = target("b");
    private static final PushTarget C = target("c");
    private static final PushPause SHORT = new PushPause(Duration.ofSeconds(1), Until.ELAPSED);
    private static final PushPause LONG = new PushPause(Duration.ofSeconds(9), Until.STAGE1_DONE);

    private static PushTarget target(String name) {
        return PushTarget.of(TargetType.ALL, name, name + ".example.com", "mirror");
    }

    @Test
    void aListOfMirrorsIsTakenWithAllThatItsLinesSay() {
        String list = """
                staged one one.example.com archvsync 2 /etc/push/one_key
                DELAY 2m
                all two ssh+ftpsync://mirror@two.example.com:2222/ubuntu
                DELAY 30 stage1
                mhop three three.example.com mirror -p 2200 -4
                """;

        PushOrder order = MirrorList.parse("runmirrors.mirror", list.getBytes(StandardCharsets.UTF_8))
                .order();

        assertThat(order.entries())
                .containsExactly(
                        PushTarget.of(TargetType.STAGED, "one", "one.example.com", "archvsync")
                                .withIdentity(Path.of("/etc/push/one_key")),
                        new PushPause(Duration.ofMinutes(2), Until.ELAPSED),
                        PushTarget.of(TargetType.ALL, "two", "two.example.com", "mirror")
                                .withPort(2222)
                                .withArchive(ArchiveName.of("ubuntu")),
                        new PushPause(Duration.ofSeconds(30), Until.STAGE1_DONE),
                        PushTarget.of(TargetType.MHOP, "three", "three.example.com", "mirror")
                                .withPort(2200)
                                .withSshOptions(List.of("-p", "2200", "-4")));
    }

    @Test
    void ofThePausesBetweenTwoChosenTargetsTheLongestStays() {
        PushOrder order = PushOrder.of(List.of(SHORT, A, SHORT, B, LONG, C, SHORT));

        assertThat(order.only(List.of("a", "c")).entries()).containsExactly(A, LONG, C);
        assertThat(order.only(List.of("c", "a", "b")).entries()).containsExactly(A, SHORT, B, LONG, C);
        assertThat(order.only(List.of("b")).entries()).containsExactly(B);
        assertThat(order.only(List.of()).entries()).isEmpty();
    }

    @Test
    void whoIsNotThereCannotBeChosen() {
        assertThatThrownBy(() -> PushOrder.of(List.of(A, B)).only(List.of("a", "x", "y")))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("x, y");
    }

    @Test
    void twoTargetsCannotHaveOneName() {
        assertThatThrownBy(() -> PushOrder.of(List.of(A, SHORT, A)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("named a");
    }

    @Test
    void aPortThatWasNotGivenIsThatOfSsh() {
        assertThat(A.port()).isEqualTo(22);
        assertThat(A.givenPort()).isEmpty();
        assertThat(A.withPort(22).givenPort()).hasValue(22);
        assertThat(A.withPort(22)).isNotEqualTo(A);
    }

    @Test
    void aPartThatCouldSmuggleSomethingInIsRefused() {
        for (String name : List.of("", "-a", ".a", "a/b", "a b", "a\nb")) {
            assertThatThrownBy(() -> target(name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> PushTarget.of(TargetType.ALL, "a", "-oProxyCommand=x", "mirror"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PushTarget.of(TargetType.ALL, "a", "a.example.com", "-l"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> A.withPort(65536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPlanForPeopleHasALineForEachStep() {
        PlannedWave wave = new PlannedWave("1", List.of(new PlannedTarget(A, List.of()), LONG), 0);

        assertThat(PushPlan.of(Push.of("debian"), List.of(wave), Duration.ofMillis(3_723_500)))
                .hasToString("Push of \"debian\" (kind all) to 1 target, at most 1 h 2 min 3.500 s.\n"
                        + "  a  mirror@a.example.com:22  \n"
                        + "  wait until stage 1 is done on every staged target so far, at most 9 s\n");
    }
}
