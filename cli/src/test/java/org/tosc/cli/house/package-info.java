/// Rules about the whole tree, each with a test that shows it can fail.
package org.tosc.cli.house;
