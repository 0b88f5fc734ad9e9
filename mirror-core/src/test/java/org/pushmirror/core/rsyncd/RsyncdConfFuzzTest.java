package org.pushmirror.core.rsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pushmirror.core.text.DocumentException;

/** Any bytes at all are kept, and give modules, values and diagnostics without an exception. */
class RsyncdConfFuzzTest {

    private static final RsyncdSurroundings SURROUNDINGS =
            new RsyncdSurroundings(Path.of("/nonexistent"), Map.of("FOO", "foo", "LONG", "x".repeat(3000)));

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreReadAndKept(byte[] bytes) {
        RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", bytes);
        RsyncdTree tree = RsyncdTree.of(Path.of("rsyncd.conf"), bytes, SURROUNDINGS);

        assertThat(conf.bytes()).isEqualTo(bytes);
        assertThat(tree.check(RsyncVersion.parse("3.2.7"))).doesNotContainNull();
        assertThat(tree.startup().accepted() || !tree.accepted()).isTrue();
        for (EffectiveModule module : tree.effective().modules()) {
            RsyncdParameter.all().stream()
                    .filter(parameter -> parameter.scope() == RsyncdParameter.Scope.MODULE)
                    .forEach(module::find);
            module.hosts().matches("192.0.2.7", "host.example.com");
            module.authUsers().ifPresent(users -> users.rule("ann", List.of("staff")));
            module.refuseOptions().unknown();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aChangeChangesOneValueAndNoOther(byte[] bytes) {
        RsyncdConf conf = RsyncdConf.parse("rsyncd.conf", bytes);
        if (conf.effective().modules().isEmpty()) {
            return;
        }
        EffectiveModule first = conf.effective().modules().get(0);
        if (conf.effective()
                .findModule(first.writtenName())
                .map(EffectiveModule::place)
                .filter(first.place()::equals)
                .isEmpty()) {
            return;
        }
        try {
            RsyncdConf changed = conf.with(first.writtenName(), RsyncdParameter.MAX_CONNECTIONS, 60);
            assertThat(changed.effective().module(first.writtenName()).get(RsyncdParameter.MAX_CONNECTIONS))
                    .isEqualTo(60);
            assertThat(changed.effective().modules())
                    .hasSameSizeAs(conf.effective().modules());
        } catch (IllegalStateException | DocumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
