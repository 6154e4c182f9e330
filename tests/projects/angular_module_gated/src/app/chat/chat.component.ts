import { AfterViewInit, Component } from '@angular/core';

@Component({ selector: 'app-chat', template: '<div class="chat"></div>' })
export class ChatComponent implements AfterViewInit {
  ngAfterViewInit(): void {
    const s = document.createElement('script');
    s.src = 'https://apps.mypurecloud.de/genesys-bootstrap/genesys.min.js';
    document.head.appendChild(s);
  }
}
