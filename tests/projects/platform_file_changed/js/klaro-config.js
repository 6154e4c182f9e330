var klaroConfig = { services: [{ name: 'chat', title: 'Chat', purposes: ['support'] }] };
