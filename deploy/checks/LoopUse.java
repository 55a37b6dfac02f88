import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Prints what the event loops of a running JVM have used so far: nanoseconds of processor time, then allocated bytes. */
final class LoopUse {
    private LoopUse() {}

    public static void main(final String[] args) throws Exception {
        final VirtualMachine machine = VirtualMachine.attach(args[0]);
        final String address = machine.startLocalManagementAgent();
        machine.detach();
        try (var connection = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            final ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                    connection.getMBeanServerConnection(),
                    ManagementFactory.THREAD_MXBEAN_NAME,
                    ThreadMXBean.class);
            long ns = 0;
            long bytes = 0;
            for (final ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
                if (thread != null && thread.getThreadName().startsWith("vert.x-eventloop")) {
                    ns += threads.getThreadCpuTime(thread.getThreadId());
                    bytes += threads.getThreadAllocatedBytes(thread.getThreadId());
                }
            }
            System.out.println(ns + " " + bytes);
        }
    }
}
