package org.pushmirror.examples.ftpsync;

import java.util.Map;
import java.util.Optional;

/**
 * What a log begins with: who asked for what, and what of the configuration is passed over.
 *
 * @param arguments what was asked for
 * @param conf the configuration
 * @param environment the variables of the program
 * @param canCallBack whether a callback could be made
 */
record Preamble(Arguments arguments, Configuration conf, Map<String, String> environment, boolean canCallBack) {

    void write(RunLog log) {
        String from = Optional.ofNullable(environment.get("SSH_CONNECTION"))
                .map(connection -> " by " + connection.split(" ")[0])
                .orElse("");
        log.say("Asked for " + arguments.request().command() + from + ".");
        conf.remarks().forEach(log::say);
        if (arguments.request().callback() && !canCallBack) {
            log.error("Asked to call back, but CALLBACKHOST and CALLBACKKEY do not say whom; nobody is called.");
        }
    }
}
