package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.pushmirror.core.oracle.RandomCases;
import org.pushmirror.core.text.DocumentException;

class RsyncdConfEditTest {

    @Test
    void aChangedValueTouchesNothingElse() {
        assertThat(parse("# c\n[a]\n\tMax  Connections=  5\t\n; end").with("a", RsyncdParameter.MAX_CONNECTIONS, 60))
                .hasToString("# c\n[a]\n\tMax  Connections=  60\t\n; end");
    }

    @Test
    void aContinuedValueIsReplacedAsAWhole() {
        assertThat(parse("[a]\r\nauth users = x, \\\r\n   y \\ \r\n\r\nlist = no\r\n")
                        .with("a", RsyncdParameter.AUTH_USERS, "z"))
                .hasToString("[a]\r\nauth users = z \r\n\r\nlist = no\r\n");
    }

    @Test
    void anEmptyValueIsFilled() {
        assertThat(parse("[a]\ncomment =\n").with("a", RsyncdParameter.COMMENT, "x"))
                .hasToString("[a]\ncomment = x\n");
        assertThat(parse("[a]\ncomment=  \r\n").with("a", RsyncdParameter.COMMENT, "x"))
                .hasToString("[a]\ncomment=x\r\n");
        assertThat(parse("[a]\ncomment = \\\n\nlist = no").with("a", RsyncdParameter.COMMENT, "x"))
                .hasToString("[a]\ncomment = x\n\nlist = no");
    }

    @Test
    void aValueThatIsSetTwiceIsChangedWhereItCounts() {
        assertThat(parse("[a]\nlist = no\n[b]\n[A]\nlist = maybe\n").with("a", RsyncdParameter.LIST, true))
                .hasToString("[a]\nlist = no\n[b]\n[A]\nlist = yes\n");
    }

    @Test
    void aNewParameterFollowsItsNeighbours() {
        assertThat(parse("[a]\n\tpath=/a\n\n# next\n[b]\n").with("a", RsyncdParameter.LIST, false))
                .hasToString("[a]\n\tpath=/a\n\tlist=no\n\n# next\n[b]\n");
        assertThat(parse("[a]\n  path    = /a\n  comment = b\n").with("a", RsyncdParameter.LIST, false))
                .hasToString("[a]\n  path    = /a\n  comment = b\n  list    = no\n");
        assertThat(parse("[a]\n    path = /a\n[b]").with("b", RsyncdParameter.PATH, "/b"))
                .hasToString("[a]\n    path = /a\n[b]\n    path = /b\n");
        assertThat(parse("[a]\r\npath = /a").with("a", RsyncdParameter.LIST, false))
                .hasToString("[a]\r\npath = /a\r\nlist = no\r\n");
    }

    @Test
    void aNewParameterDoesNotFallBehindAnInclude() {
        assertThat(parse("[a]\npath = /a\n&include /etc/d\nlist = no\n").with("a", RsyncdParameter.READ_ONLY, false))
                .hasToString("[a]\npath = /a\nread only = no\n&include /etc/d\nlist = no\n");
    }

    @Test
    void aNewParameterDoesNotDisturbABackslashAtTheEnd() {
        assertThat(parse("[a]\n  comment = x\\").with("a", RsyncdParameter.LIST, false))
                .hasToString("[a]\n  list = no\n  comment = x\\");
    }

    @Test
    void aGlobalParameterGoesBeforeTheFirstModule() {
        assertThat(parse("# Title\n\n# The archive.\n[a]\nuid = x\n").with(RsyncdParameter.UID, "nobody"))
                .hasToString("# Title\n\nuid = nobody\n\n# The archive.\n[a]\nuid = x\n");
        assertThat(parse("# Title\n[a]\n").with(RsyncdParameter.PORT, 8730))
                .hasToString("# Title\nport = 8730\n\n[a]\n");
        assertThat(parse("uid=x\n[a]\n").with(RsyncdParameter.GID, "y")).hasToString("uid=x\ngid=y\n[a]\n");
    }

    @Test
    void whatTheListenerReadsGoesBeforeAnyHeader() {
        assertThat(parse("[global]\nport = 1\nmotd file = /m\n[a]\n").with(RsyncdParameter.PORT, 2))
                .hasToString("port = 2\n\n[global]\nport = 1\nmotd file = /m\n[a]\n");
        assertThat(parse("[a]\n[global]\nmotd file = /m\n").with(RsyncdParameter.MOTD_FILE, "/n"))
                .hasToString("[a]\n[global]\nmotd file = /n\n");
    }

    @Test
    void aRemovedParameterGoesWithAllItsLines() {
        assertThat(parse("[a]\nlist = no\n# keep\npath = /a\n L I S T = \\\nno\n[b]\nlist = no\n")
                        .without("a", RsyncdParameter.LIST))
                .hasToString("[a]\n# keep\npath = /a\n[b]\nlist = no\n");
        assertThat(parse("uid = x\n[a]\nuid = y\n").without(RsyncdParameter.UID))
                .hasToString("[a]\nuid = y\n");
    }

    @Test
    void anUnsetParameterAndAnEqualValueChangeNothing() {
        RsyncdConf conf = parse("[a]\nlist = no\n");

        assertThat(conf.without("a", RsyncdParameter.PATH)).isSameAs(conf);
        assertThat(conf.with("a", RsyncdParameter.LIST, false)).isSameAs(conf);
    }

    @Test
    void aNewModuleStandsAfterABlankLineAndFollowsTheOthers() {
        RsyncdModule module =
                RsyncdModule.of("b").with(RsyncdParameter.PATH, "/b/").remark("The second.");

        assertThat(parse("[a]\n\tpath = /a").withModule(module))
                .hasToString("[a]\n\tpath = /a\n\n# The second.\n[b]\n\tpath = /b\n");
        assertThat(parse("[a]\n\n").withModule(module)).hasToString("[a]\n\n# The second.\n[b]\n  path = /b\n");
    }

    @Test
    void aNewModuleIsNotSwallowedByABackslash() {
        RsyncdConf conf = parse("[a]\ncomment = x \\ ");
        RsyncdModule module = RsyncdModule.of("b");

        assertThatExceptionOfType(DocumentException.class)
                .isThrownBy(() -> conf.withModule(module))
                .withMessageStartingWith("rsyncd.conf:2:1: The file ends in a backslash");
    }

    @Test
    void aNewModuleIsNotHiddenByANul() {
        assertThat(parse("[a]\n\0[x]\n").withModule(RsyncdModule.of("b"))).hasToString("[a]\n\n[b]\n\0[x]\n");
    }

    @Test
    void aRemovedModuleGoesWithItsComments() {
        assertThat(parse(
                                "# Title\n\n[a]\npath = /a\n\n# The second.\n[b]\npath = /b\n# why\nlist = no\nodd\n\n# The third.\n[c]\n[B]\nuid = x\n")
                        .withoutModule("b"))
                .hasToString("# Title\n\n[a]\npath = /a\n\n# The third.\n[c]\n");
    }

    @Test
    void aModuleThatIsNotThereCannotBeEdited() {
        RsyncdConf conf = parse("[a]\n");

        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> conf.with("b", RsyncdParameter.LIST, true));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> conf.without("b", RsyncdParameter.LIST));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> conf.withoutModule("b"));
    }

    @Test
    void aRemarkStandsBelowTheTitle() {
        assertThat(parse("# Title\n\n[a]\n").remark("Second")).hasToString("# Title\n# Second\n\n[a]\n");
        assertThat(parse("# Title").remark("Second")).hasToString("# Title\n# Second\n");
    }

    @Test
    void editsOfRandomFilesChangeWhatWasMeantAndNothingElse() {
        RandomCases.check(1000, random -> {
            RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", RandomConf.bytes(random));
            for (EffectiveModule module : conf.effective().modules()) {
                String comment = RandomCases.one(random, "", "x", "a  b", "=", "[q]", "# no", "\\x");
                RsyncdConf changed;
                try {
                    changed = conf.with(module.name(), RsyncdParameter.COMMENT, comment);
                } catch (IllegalStateException | NoSuchElementException renamed) {
                    assertThat(conf.toString()).containsIgnoringCase("name");
                    continue;
                }
                assertThat(changed.effective().module(module.name()).get(RsyncdParameter.COMMENT))
                        .isEqualTo(comment);
                assertThat(summary(changed, module.name())).isEqualTo(summary(conf, module.name()));
                assertThat(summary(changed.without(module.name(), RsyncdParameter.COMMENT), module.name()))
                        .isEqualTo(summary(conf, module.name()));
            }
        });
    }

    @Test
    void aModuleCanBeAddedToRandomFilesAndRemoved() {
        RandomCases.check(1000, random -> {
            RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", RandomConf.bytes(random));
            RsyncdConf added;
            try {
                added = conf.withModule(RsyncdModule.of("added").with(RsyncdParameter.PATH, "/added"));
            } catch (DocumentException refused) {
                assertThat(refused).hasMessageContaining("ends in a backslash");
                return;
            }
            assertThat(summary(added, "added")).isEqualTo(summary(conf, "added"));
            assertThat(added.effective().module("added").get(RsyncdParameter.PATH))
                    .isEqualTo("/added");
            assertThat(added.withoutModule("added").effective().modules())
                    .hasToString(conf.effective().modules().toString());
        });
    }

    /** Everything that a file means, but for the comment of one module. */
    private static String summary(RsyncdConf conf, String except) {
        StringBuilder summary = new StringBuilder();
        for (EffectiveModule module : conf.effective().modules()) {
            if (module.name().equals("added")) {
                continue;
            }
            summary.append(module.name()).append(module.listed());
            for (RsyncdParameter<?> parameter : RsyncdParameter.all()) {
                boolean shown = parameter.scope() == RsyncdParameter.Scope.MODULE
                        && !(parameter == RsyncdParameter.COMMENT
                                && module.name().equals(except));
                if (shown) {
                    summary.append(parameter).append(module.find(parameter));
                }
            }
        }
        return summary.toString();
    }

    private static RsyncdConf parse(String text) {
        return RsyncdConfTest.parse(text);
    }
}
