/// Sources in, artifacts and diagnostics out; wires front end, passes and engines without I/O.
package org.tosc.driver;
